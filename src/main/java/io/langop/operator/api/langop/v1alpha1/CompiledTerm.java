package io.langop.operator.api.langop.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Arrays;
import java.util.List;

/** Under which conditions an entry allows an image. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class CompiledTerm {

  @Required
  @JsonPropertyDescription("The entry as a denial shows it.")
  private String entry;

  @JsonPropertyDescription("Whether only images with a digest are allowed; absent when not.")
  private Boolean digest;

  @JsonPropertyDescription("The first second in which it has ended, in UTC.")
  private String end;

  @JsonPropertyDescription("The end as a denial shows it.")
  private String until;

  @JsonPropertyDescription("Whether it had ended when this was written; absent when not.")
  private Boolean ended;

  public String getEntry() {
    return entry;
  }

  public void setEntry(String entry) {
    this.entry = entry;
  }

  public Boolean getDigest() {
    return digest;
  }

  public void setDigest(Boolean digest) {
    this.digest = digest;
  }

  public String getEnd() {
    return end;
  }

  public void setEnd(String end) {
    this.end = end;
  }

  public String getUntil() {
    return until;
  }

  public void setUntil(String until) {
    this.until = until;
  }

  public Boolean getEnded() {
    return ended;
  }

  public void setEnded(Boolean ended) {
    this.ended = ended;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompiledTerm that && all().equals(that.all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(entry, digest, end, until, ended);
  }
}
