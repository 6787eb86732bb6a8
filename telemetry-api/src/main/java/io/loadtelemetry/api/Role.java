package io.loadtelemetry.api;

/** What a node does in a run. */
public enum Role {
    /** The only node of its run. */
    STANDALONE("standalone"),
    /** The node that leads a distributed run. */
    MASTER("master"),
    /** A node that makes load for a master. */
    WORKER("worker");

    private final String wireName;

    Role(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used in every output.
     *
     * @return the name in lower case
     */
    public String wireName() {
        return wireName;
    }
}
