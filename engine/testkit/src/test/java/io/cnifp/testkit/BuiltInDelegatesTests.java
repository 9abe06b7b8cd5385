package io.cnifp.testkit;

import io.cnifp.api.spi.DelegateProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** The built-in delegates that run nothing keep the rules; the others need a CNI plugin. */
@DisplayName("a built-in delegate")
class BuiltInDelegatesTests {

  private static DelegateProvider builtIn(String name) {
    return ServiceLoader.load(DelegateProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> Description.of(provider).name().equals(name))
        .findAny()
        .orElseThrow();
  }

  interface BuiltIn extends DelegateContract {
    @Override
    default boolean isBuiltIn() {
      return true;
    }
  }

  @Nested
  class None implements BuiltIn {
    @Override
    public DelegateProvider provider() {
      return builtIn("none");
    }

    @Override
    public String configuration() {
      return "{\"type\":\"none\",\"prevResult\":{\"cniVersion\":\"1.1.0\"}}";
    }
  }

  @Nested
  class Fixed implements BuiltIn {
    @Override
    public DelegateProvider provider() {
      return builtIn("fixed");
    }

    @Override
    public String configuration() {
      return "{\"type\":\"fixed\",\"result\":{\"cniVersion\":\"1.1.0\",\"dns\":{}}}";
    }
  }
}
