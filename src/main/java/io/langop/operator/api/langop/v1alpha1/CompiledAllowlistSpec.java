package io.langop.operator.api.langop.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the admission policies decide by. Keys of the maps are entries in one spelling: {@code
 * ghcr.io}, {@code *.gcr.io}, {@code ghcr.io/acme}, {@code ghcr.io/acme/}. What is empty is written
 * too: server-side apply leaves a field that is left out to whoever else has written it.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class CompiledAllowlistSpec {

  @JsonPropertyDescription("Why there is no list, so that every new image is refused.")
  private String unavailable = "";

  @Required
  @JsonPropertyDescription("The entries as a denial shows them.")
  private String shown;

  @JsonPropertyDescription("How many entries are in force.")
  private int entries;

  @JsonPropertyDescription("Entries without conditions.")
  private Map<String, Boolean> allowed = Map.of();

  @JsonPropertyDescription("Entries with conditions.")
  private Map<String, CompiledConditions> conditional = Map.of();

  @JsonPropertyDescription("Hosts that have an entry with a path.")
  private Map<String, Boolean> hostsWithPaths = Map.of();

  @JsonPropertyDescription(
      "First components of repositories of Docker Hub with an entry that is about one repository"
          + " only, and how a denial says so.")
  private Map<String, String> singles = Map.of();

  @JsonPropertyDescription("SHA-256 of the text that it was made of, in hexadecimal digits.")
  private String sha256 = "";

  @JsonPropertyDescription("When the API server last confirmed that text before this was written.")
  private String provedAt = "";

  public String getUnavailable() {
    return unavailable;
  }

  public void setUnavailable(String unavailable) {
    this.unavailable = unavailable;
  }

  public String getShown() {
    return shown;
  }

  public void setShown(String shown) {
    this.shown = shown;
  }

  public int getEntries() {
    return entries;
  }

  public void setEntries(int entries) {
    this.entries = entries;
  }

  public Map<String, Boolean> getAllowed() {
    return allowed;
  }

  public void setAllowed(Map<String, Boolean> allowed) {
    this.allowed = allowed;
  }

  public Map<String, CompiledConditions> getConditional() {
    return conditional;
  }

  public void setConditional(Map<String, CompiledConditions> conditional) {
    this.conditional = conditional;
  }

  public Map<String, Boolean> getHostsWithPaths() {
    return hostsWithPaths;
  }

  public void setHostsWithPaths(Map<String, Boolean> hostsWithPaths) {
    this.hostsWithPaths = hostsWithPaths;
  }

  public Map<String, String> getSingles() {
    return singles;
  }

  public void setSingles(Map<String, String> singles) {
    this.singles = singles;
  }

  public String getSha256() {
    return sha256;
  }

  public void setSha256(String sha256) {
    this.sha256 = sha256;
  }

  public String getProvedAt() {
    return provedAt;
  }

  public void setProvedAt(String provedAt) {
    this.provedAt = provedAt;
  }

  /** Whether another one leads to the same decisions, in the same words. */
  public boolean decidesLike(CompiledAllowlistSpec other) {
    return decisive().equals(other.decisive());
  }

  private List<Object> decisive() {
    return Arrays.asList(
        orEmpty(unavailable),
        shown,
        entries,
        orEmpty(allowed),
        orEmpty(conditional),
        orEmpty(hostsWithPaths),
        orEmpty(singles),
        orEmpty(sha256));
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private static Map<?, ?> orEmpty(Map<?, ?> map) {
    return map == null ? Map.of() : map;
  }
}
