package io.langop.operator.cli.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.allowlist.RegistryPattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BroadEntriesTest {

  private static String warning(String entry) {
    return BroadEntries.warning((RegistryPattern) RegistryPattern.parse(entry));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.com | very broad: every host under .com, of any owner",
        "*.co.uk | very broad: every host under .co.uk, of any owner",
        "*.com/acme | very broad: every host under .com, of any owner",
        "*.azurecr.io | broad: every customer of azurecr.io can serve images under it; name your own host",
        "*.azurecr.io/acme | broad: every customer of azurecr.io can serve images under it; name your own host",
        "docker.io | anybody can publish there; narrow it with a path, such as docker.io/my-team/",
        "ghcr.io | anybody can publish there; narrow it with a path, such as ghcr.io/my-team/",
        "europe-docker.pkg.dev | anybody can publish there; narrow it with a path, such as europe-docker.pkg.dev/my-team/",
        "*.docker.io | anybody can publish at docker.io; narrow it with a path of your own",
        "*.ecr.aws | anybody can publish at public.ecr.aws; narrow it with a path of your own",
        "ttl.sh/acme | anybody can publish there under any path, without an account"
      })
  void whatLetsInMoreThanItSeemsToIsWarnedOf(String entry, String warning) {
    assertThat(warning(entry)).isEqualTo(warning);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker.io/acme",
        "docker.io/acme/",
        "*.docker.io/acme",
        "*.gcr.io/my-project/",
        "registry.example.com",
        "*.example.com",
        "*.corp.example:5000",
        "*.acme.azurecr.io",
        "*.acme.eastus.azurecontainer.io",
        "*.acme.westeurope.cloudapp.azure.com",
        "*.acme.elasticbeanstalk.com",
        "*.acme.us-east-1.elasticbeanstalk.com",
        "*.acme.oss-cn-hangzhou.aliyuncs.com",
        "*.acme.nyc3.digitaloceanspaces.com",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        "*.123456789012.dkr.ecr.eu-west-1.amazonaws.com"
      })
  void whatIsNarrowIsNotWarnedOf(String entry) {
    assertThat(warning(entry)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*.amazonaws.com",
        "*.amazonaws.com/acme",
        "*.s3.amazonaws.com",
        "*.eu-west-1.amazonaws.com",
        "*.s3.eu-west-1.amazonaws.com",
        "*.amazonaws.com.cn"
      })
  void whatTakesInBucketsOffersTheRegistryOfAmazon(String entry) {
    assertThat(warning(entry))
        .isEqualTo(
            "broad: any S3 bucket can serve an image, such as registrish.s3.amazonaws.com/alpine;"
                + " write ACCOUNT.dkr.ecr.REGION.amazonaws.com, or for the registries of all"
                + " accounts *.dkr.ecr.REGION.amazonaws.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*.dkr.ecr.eu-west-1.amazonaws.com",
        "*.elb.eu-west-1.amazonaws.com",
        "*.compute.amazonaws.com"
      })
  void whatTakesInAllOtherCustomersOfAmazonIsWarnedOf(String entry) {
    assertThat(warning(entry)).startsWith("broad: every customer of Amazon has hosts under it");
  }

  @ParameterizedTest
  @CsvSource({
    "on.aws, on.aws",
    "azurewebsites.net, azurewebsites.net",
    "azurecontainerapps.io, azurecontainerapps.io",
    "azurefd.net, azurefd.net",
    "blob.core.windows.net, blob.core.windows.net",
    "windows.net, windows.net",
    "core.windows.net, blob.core.windows.net",
    "azure.com, cloudapp.azure.com",
    "r2.dev, r2.dev",
    "workers.dev, workers.dev",
    "pages.dev, pages.dev",
    "storage.googleapis.com, storage.googleapis.com",
    "googleapis.com, googleapis.com",
    "run.app, run.app",
    "web.app, web.app",
    "firebaseapp.com, firebaseapp.com",
    "fly.dev, fly.dev",
    "onrender.com, onrender.com",
    "netlify.app, netlify.app",
    "oraclecloud.com, oraclecloud.com",
    "scw.cloud, scw.cloud",
    "ngrok-free.app, ngrok-free.app",
    "trycloudflare.com, trycloudflare.com",
    "eastus.azurecontainer.io, eastus.azurecontainer.io",
    "westeurope.cloudapp.azure.com, westeurope.cloudapp.azure.com",
    "us-east-1.elasticbeanstalk.com, us-east-1.elasticbeanstalk.com",
    "us-gov-west-1.elasticbeanstalk.com, us-gov-west-1.elasticbeanstalk.com",
    "oss-cn-hangzhou.aliyuncs.com, oss-cn-hangzhou.aliyuncs.com",
    "cn-hangzhou.cr.aliyuncs.com, cn-hangzhou.cr.aliyuncs.com",
    "lambda-url.us-east-1.on.aws, lambda-url.us-east-1.on.aws",
    "a.run.app, a.run.app",
    "nyc3.digitaloceanspaces.com, nyc3.digitaloceanspaces.com",
    "s3.us-east-1.wasabisys.com, s3.us-east-1.wasabisys.com"
  })
  void domainsOfHostersAndTheirParentsAreKnown(String host, String shared) {
    assertThat(warning("*." + host)).startsWith("broad: every customer of " + shared + " can");
    assertThat(warning("mine." + host)).isNull();
  }
}
