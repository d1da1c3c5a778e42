package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.pod.WatchedPod;
import java.util.Set;

/** Registers the deserializers that read objects whose classes cannot take all of their fields. */
public final class ReadingModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  private static final Set<Class<?>> TOLERATED =
      Set.of(LanguageAgent.class, LanguageTool.class, PowerTool.class);

  private static final Set<Class<?>> OWNED =
      Set.of(Deployment.class, Service.class, WatchedPod.class);

  public ReadingModule() {
    super("reading");
    SharedTexts texts = new SharedTexts();
    addDeserializer(String.class, texts.new Values());
    addKeyDeserializer(String.class, texts.new Keys());
    addDeserializer(WatchEvent.class, new WatchEventReader());
    setDeserializerModifier(new Modifier());
  }

  /** The parsers and generators of this way of reading. */
  public static JsonFactory jsonFactory() {
    return new ForgetfulFactory();
  }

  private static final class Modifier extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> reader) {
      JsonDeserializer<?> compact =
          KubernetesResource.class.isAssignableFrom(bean.getBeanClass())
              ? CompactReader.of(reader, bean)
              : reader;
      if (TOLERATED.contains(bean.getBeanClass())) {
        return new TolerantReader(compact);
      }
      return OWNED.contains(bean.getBeanClass()) ? new OwnedReader(compact) : compact;
    }
  }
}
