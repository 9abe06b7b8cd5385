package io.cnifp.engine.provider;

/** A name can't be served by the plugins; the message continues "the action X ...". */
public final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PluginException(String problem) {
    super(problem);
  }
}
