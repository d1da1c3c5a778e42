package io.langop.operator.cli.registries;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

  private static final String AMAZON_REGION = "[a-z]{2}(-[a-z]+)+-[0-9]+";
  private static final String ANY_LABEL = "[a-z0-9-]+";

  /** What may stand before a shared domain and is a part of the hoster's, and no customer. */
  private static final Map<String, Pattern> REGIONS =
      Map.ofEntries(
          region("elasticbeanstalk.com", AMAZON_REGION),
          region("awsapprunner.com", AMAZON_REGION),
          region("amazonlightsail.com", "(" + AMAZON_REGION + "\\.)?cs"),
          region("on.aws", "(lambda-url\\.)?" + AMAZON_REGION),
          // Customers are always below a region
          region("azurecontainer.io", ANY_LABEL),
          region("azurecontainerapps.io", ANY_LABEL),
          region("cloudapp.azure.com", ANY_LABEL),
          region("azurestaticapps.net", "([a-z0-9]+\\.)?[0-9]+"),
          region("web.core.windows.net", "z[0-9]+"),
          region("run.app", "a|[a-z]+-[a-z]+[0-9]+"),
          region(
              "aliyuncs.com",
              "oss-[a-z0-9-]+|[a-z]{2}-[a-z]+(-[0-9]+)?(-[a-z]+)?(\\.(cr|fc|oss))?"),
          region("cr.aliyuncs.com", "[a-z]{2}-[a-z]+(-[0-9]+)?"),
          region("myqcloud.com", "(cos(-website)?\\.)?[a-z]{2}-[a-z]+(-[0-9]+)?"),
          region("myhuaweicloud.com", "(obs(-website)?\\.)?[a-z]{2}(-[a-z]+)+-[0-9]+"),
          region("digitaloceanspaces.com", "[a-z]{3}[0-9]"),
          region("linodeobjects.com", "[a-z]{2}(-[a-z]+)+-[0-9]+"),
          region("vultrobjects.com", "[a-z]{3}[0-9]"),
          region("your-objectstorage.com", "[a-z]{3}[0-9]"),
          region("wasabisys.com", "s3(\\.[a-z]{2}(-[a-z]+)+-[0-9]+)?"),
          region("backblazeb2.com", "s3\\.[a-z]{2}(-[a-z]+)+-[0-9]+"),
          region("scw.cloud", "(s3(-website)?\\.)?[a-z]{2}-[a-z]{3}"));

  private SharedDomains() {}

  private static Map.Entry<String, Pattern> region(String domain, String labels) {
    return Map.entry(domain, Pattern.compile("(" + labels + ")\\." + Pattern.quote(domain)));
  }

  /**
   * A shared domain whose hosts a wildcard takes in.
   *
   * @param host behind the {@code *.} of the wildcard
   */
  static Optional<String> within(String host) {
    if (DOMAINS.contains(host) || isRegion(host)) {
      return Optional.of(host);
    }
    String below = "." + host;
    return DOMAINS.stream().filter(domain -> domain.endsWith(below)).min(String::compareTo);
  }

  private static boolean isRegion(String host) {
    return REGIONS.values().stream().anyMatch(region -> region.matcher(host).matches());
  }
}
