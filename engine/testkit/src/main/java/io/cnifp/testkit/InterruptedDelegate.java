package io.cnifp.testkit;

import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import java.util.concurrent.atomic.AtomicBoolean;

/** A delegate that is invoked on an interrupted thread; the engine around it is not. */
final class InterruptedDelegate implements DelegateProvider {
  private final DelegateProvider provider;
  private final AtomicBoolean swallowed = new AtomicBoolean();

  InterruptedDelegate(DelegateProvider provider) {
    this.provider = provider;
  }

  /** Returns whether it has cleared the interruption and succeeded. */
  boolean hasSwallowed() {
    return swallowed.get();
  }

  @Override
  public Delegate create(DelegateContext context) {
    Delegate delegate = provider.create(context);
    return request -> invoke(delegate, request);
  }

  private CniResponse invoke(Delegate delegate, CniRequest request) {
    try {
      swallowed.set(Interruption.isSwallowedBy(() -> delegate.invoke(request)));
    } catch (Exception e) {
      throw new IllegalStateException("the delegate failed on an interrupted thread", e);
    }
    return CniResponse.success("{}");
  }
}
