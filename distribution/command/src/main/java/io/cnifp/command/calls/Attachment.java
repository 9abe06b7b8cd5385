package io.cnifp.command.calls;

/**
 * One interface of a container in a network.
 *
 * @param network the name of the network
 * @param containerId the container
 * @param ifname the interface
 */
public record Attachment(String network, String containerId, String ifname) {}
