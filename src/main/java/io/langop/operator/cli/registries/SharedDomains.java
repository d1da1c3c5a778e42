package io.langop.operator.cli.registries;

import java.util.Optional;
import java.util.Set;

/**
 * Domains below which every customer of somebody has hosts that can serve images. They are those of
 * the private part of the Public Suffix List that serve files or run programs.
 */
final class SharedDomains {

  private static final Set<String> DOMAINS =
      Set.of(
          // Amazon
          "amazonaws.com",
          "amazonaws.com.cn",
          "amazonlightsail.com",
          "awsapprunner.com",
          "cloudfront.net",
          "elasticbeanstalk.com",
          "on.aws",
          // Microsoft
          "azurecontainer.io",
          "azurecontainerapps.io",
          "azurecr.io",
          "azureedge.net",
          "azurefd.net",
          "azurestaticapps.net",
          "azurewebsites.net",
          "blob.core.windows.net",
          "cloudapp.azure.com",
          "cloudapp.net",
          "devtunnels.ms",
          "trafficmanager.net",
          "web.core.windows.net",
          "windows.net",
          // Google
          "appspot.com",
          "cloudfunctions.net",
          "firebaseapp.com",
          "googleapis.com",
          "run.app",
          "storage.googleapis.com",
          "web.app",
          // Cloudflare
          "pages.dev",
          "r2.cloudflarestorage.com",
          "r2.dev",
          "trycloudflare.com",
          "workers.dev",
          // IBM, Oracle, Alibaba, Tencent, Huawei, Yandex
          "aliyuncs.com",
          "appdomain.cloud",
          "cr.aliyuncs.com",
          "myhuaweicloud.com",
          "myqcloud.com",
          "oraclecloud.com",
          "tencentcloudcr.com",
          "yandexcloud.net",
          // Other hosters
          "backblazeb2.com",
          "code.run",
          "deno.dev",
          "digitaloceanspaces.com",
          "fly.dev",
          "glitch.me",
          "herokuapp.com",
          "jfrog.io",
          "koyeb.app",
          "linodeobjects.com",
          "linodeusercontent.com",
          "netlify.app",
          "ondigitalocean.app",
          "onrender.com",
          "ovh.net",
          "railway.app",
          "replit.app",
          "scw.cloud",
          "surge.sh",
          "vercel.app",
          "vultrobjects.com",
          "vultrusercontent.com",
          "wasabisys.com",
          "your-objectstorage.com",
          "your-server.de",
          // Forges
          "app.github.dev",
          "github.dev",
          "github.io",
          "githubusercontent.com",
          "gitlab.io",
          // Tunnels and names for any address
          "duckdns.org",
          "loca.lt",
          "lhr.life",
          "ngrok-free.app",
          "ngrok-free.dev",
          "ngrok.app",
          "ngrok.dev",
          "ngrok.io",
          "nip.io",
          "sslip.io",
          "ts.net");

  private SharedDomains() {}

  /**
   * A shared domain whose hosts a wildcard takes in.
   *
   * @param host behind the {@code *.} of the wildcard
   */
  static Optional<String> within(String host) {
    if (DOMAINS.contains(host)) {
      return Optional.of(host);
    }
    String below = "." + host;
    return DOMAINS.stream().filter(domain -> domain.endsWith(below)).min(String::compareTo);
  }
}
