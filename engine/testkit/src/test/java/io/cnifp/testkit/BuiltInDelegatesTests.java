package io.cnifp.testkit;

import io.cnifp.api.spi.DelegateProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** The built-in delegates that run nothing keep the rules; the others need a CNI executable. */
@DisplayName("a built-in delegate")
class BuiltInDelegatesTests {

  private static DelegateProvider builtIn(String name) {
    return ServiceLoader.load(DelegateProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(name))
        .findAny()
        .orElseThrow();
  }

  @Nested
  class None implements DelegateContract {
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
  class Fixed implements DelegateContract {
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
