package io.langop.operator.startup;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentList;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlist;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlistSpec;
import io.langop.operator.api.langop.v1alpha1.CompiledConditions;
import io.langop.operator.api.langop.v1alpha1.CompiledTerm;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Types that a native image would drop, because nothing in the code names them where Quarkus looks:
 * they are read and written only by informers and by the client's serialization.
 *
 * <ul>
 *   <li>ConfigMap: the allowlist, the image catalog and the settings of its tools, each through an
 *       informer of our own.
 *   <li>Deployment and Service: what belongs to agents and tools, through JOSDK's informers.
 *   <li>Pod: what PowerTools profile, through JOSDK's informer.
 *   <li>Event: written, never read.
 *   <li>Lease: who leads.
 *   <li>CompiledAllowlist: the parameter of the admission policies.
 *   <li>GenericKubernetesResource: what the command line reads.
 * </ul>
 *
 * <p>Informers read lists too. The custom resources are registered by the operator extension.
 */
@RegisterForReflection(
    targets = {
      ConfigMap.class,
      ConfigMapList.class,
      Deployment.class,
      DeploymentList.class,
      Service.class,
      ServiceList.class,
      Pod.class,
      PodList.class,
      Event.class,
      Lease.class,
      CompiledAllowlist.class,
      CompiledAllowlistSpec.class,
      CompiledConditions.class,
      CompiledTerm.class,
      GenericKubernetesResource.class,
      GenericKubernetesResourceList.class
    })
final class NativeReflection {

  private NativeReflection() {}
}
