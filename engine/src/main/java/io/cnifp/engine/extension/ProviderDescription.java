package io.cnifp.engine.extension;

import io.cnifp.api.spi.ProviderInfo;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider's {@link ProviderInfo} says.
 *
 * @param name the name of the action or the delegate
 * @param description what it does; empty if nothing is said
 * @param usage its forms in a term; empty if nothing is said
 * @param level the least level of the service interfaces that it needs
 * @param traits what else tools may rely on
 * @param annotations whether a failpoint file that an annotation names may use the action
 * @param state whether the action keeps state
 * @param resident whether a resident engine may run it
 */
public record ProviderDescription(
    String name,
    String description,
    String usage,
    int level,
    Set<ProviderInfo.Trait> traits,
    ProviderInfo.Permission annotations,
    boolean state,
    ProviderInfo.Permission resident) {
  /** The level of the service interfaces of this version. */
  public static final int LEVEL = 2;

  /**
   * Reads what a provider's class says, without initializing the class.
   *
   * @throws IOException if it has no {@link ProviderInfo}, an invalid name or a higher level; the
   *     message names the class
   */
  public static ProviderDescription of(Class<?> type) throws IOException {
    byte[] file =
        ClassFiles.find(type, type.getName().replace('.', '/'))
            .orElseThrow(() -> new IOException(type.getName() + " has no class file"));
    Optional<ProviderDescription> description = ProviderClassFile.read(file);
    String name = description.map(ProviderDescription::name).orElse("");
    if (description.isEmpty()) {
      throw new IOException(
          type.getName()
              + " has no @"
              + ProviderInfo.class.getSimpleName()
              + ": annotate the class with its name");
    }
    if (!isName(name)) {
      throw new IOException(type.getName() + " has an invalid name");
    }
    if (description.get().level() > LEVEL) {
      throw new IOException(
          type.getName()
              + " needs the api at level "
              + description.get().level()
              + ", this cni-fp has level "
              + LEVEL);
    }
    return description.get();
  }

  /** Letters, digits and {@code _ . -}: what a configuration or a failpoint can write. */
  private static boolean isName(String name) {
    boolean valid = !name.isEmpty() && Character.isLetterOrDigit(name.charAt(0));
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      valid &= c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-');
    }
    return valid;
  }
}
