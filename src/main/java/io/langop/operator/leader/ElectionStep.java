package io.langop.operator.leader;

/** What a replica does after a look at the Lease. */
enum ElectionStep {
  /** Another one holds the Lease. */
  WAIT,
  /** Nobody holds the Lease, or it is this one's already: it makes it its own. */
  TAKE,
  /** It goes on holding the Lease. */
  RENEW,
  /** Another one holds the Lease that this one led by: it must not do anything any more. */
  END;

  /** The step of a replica that does not lead. */
  static ElectionStep ofStandby(Holder holder, String identity, long nanoTime) {
    boolean mine = holder.name().equals(identity); // an answer got lost
    return mine || holder.isGone(nanoTime) ? TAKE : WAIT;
  }

  /**
   * The step of the leader.
   *
   * @param exists whether there is a Lease; who deletes it does not stop its holder
   */
  static ElectionStep ofLeader(boolean exists, Holder holder, String identity) {
    if (!exists) {
      return TAKE;
    }
    return holder.name().equals(identity) ? RENEW : END;
  }
}
