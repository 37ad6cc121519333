const words = (text: string) => text.trim().split(/\s+/)

/** Words that generated packages are made of: so many that their pages compress as real ones do. */
export const TECHNOLOGIES = words(`
  airflow alertmanager ansible argo arangodb artemis authelia backstage ballerina bazel benthos bigquery
  cadence caddy cassandra ceph chroma cilium citus clickhouse cockroach collabora concourse consul coredns
  couchbase couchdb crossplane dagster debezium dgraph diaspora discourse dragonfly drill druid drupal
  elastic emqx envoy etcd falco fission flagger flink fluentbit flyte foundry garage gerrit ghost gitea
  gitlab grafana graphite graylog greenplum guacamole hadoop harbor hasura haproxy hazelcast hive huginn
  ignite influx istio jaeger jenkins jitsi jupyter kafka keda keycloak kibana knative kong kubeflow
  kubevirt kyverno label lavinmq librechat linkerd litmus logstash loki longhorn mage mariadb mastodon
  matomo matrix mattermost mautic meilisearch memcached metabase milvus minio mlflow mongo mosquitto
  mysql nats neo4j nessie nextcloud nginx nifi nomad odoo ollama openbao openfaas opensearch
  openwebui outline owncloud penpot percona pinot plausible postgres prefect presto prometheus
  pulsar pulumi qdrant quarkus questdb rabbit rancher ray redash redpanda restic rocketchat rook
  rundeck scylla seaweed sentry seldon solr sonar spark spinnaker strimzi superset surreal tarantool
  tekton teleport temporal tempo thanos tidb tika timescale traefik trino tyk unleash valkey vault
  vector velero vespa victoria vitess vllm wallabag weaviate wekan wikijs woodpecker wordpress yugabyte
  zabbix zeebe zipkin zitadel zookeeper zulip
`)

export const ROLES = words(`
  operator exporter gateway proxy cluster backup console mirror cache broker agent scheduler runner
  bridge dashboard sidecar sync importer controller registry portal archive router worker toolkit
  autoscaler replica tenant pool federation
`)

export const ORG_HEADS = words(`
  alder amber anvil arbor ardent aspen atlas basalt beacon birch bitter boreal brass breeze bright cedar
  chalk cinder clear cobalt copper coral crag crystal dawn delta drift dune eastern ember fallow fern
  finch flint fjord forest garnet glacier granite harbor hazel heron hollow indigo inland iron ivory
  jasper juniper kelp kestrel lantern larch lattice lichen limber lunar maple marble meadow mellow
  mesa mica misty moss nimble noble north nova oaken obsidian ocean onyx opal orchard osprey outer
  pebble pelican pine plover prairie quarry quartz quiet raven reed ridge river rowan russet saffron
  sable sage sandy scarlet shale sienna silver slate solar spruce stellar sterling stone summit
  swift sylvan tall tern thistle timber topaz tundra umber upland vale velvet verdant violet walnut
  wander western wild willow winter yonder zephyr
`)

export const ORG_TAILS = words(`
  apps build cloud compute craft data dynamics engineering forge foundry grid heavy hub labs logic
  machines networks operations ops platform projects research source stack studio systems tech tools
  ventures works yard
`)

export const ADJECTIVES = words(`
  accessible adaptive air-gapped append-only asynchronous audited automatic balanced batteries-included
  bounded central clustered columnar compact compliant composable compressed concurrent confidential
  consistent curated cost-aware cross-region declarative deduplicated dependable deterministic
  disposable distributed durable elastic embedded encrypted ephemeral event-driven experimental
  extensible fault-tolerant federated fine-grained forgiving geographic graphical hardened
  headless highly-available horizontal hybrid idempotent immutable in-memory incremental inexpensive
  interactive internal isolated journaled large lightweight linearizable local lossless managed minimal
  modular monitored multi-tenant native nightly offline opinionated optional paginated parallel
  partitioned patient persistent pluggable policy-based portable predictable private programmable
  protected public quick rate-limited read-only real-time redundant regional relational reliable
  replicated reproducible resilient reversible rootless scalable scheduled searchable secure
  self-healing self-hosted self-service serverless shared signed simple small stateful stateless
  streaming structured supervised synthetic temporary tested throttled tiered tiny tolerant traceable
  transactional transparent trusted typed unattended unified versioned virtual vetted well-documented
  zero-copy zero-downtime
`)

export const NOUNS = words(`
  account address alert allocation annotation answer archive article artifact assertion attachment
  audience backlog balance bandwidth batch benchmark billing blob bookmark bottleneck boundary branch
  bucket budget buffer bundle calendar campaign canary capacity catalogue certificate channel chapter
  chart checklist checkpoint classroom cohort collection column command comment commit compiler
  component conversation cookie coordinate counter course credential customer dataset deadline
  decision delivery dependency deployment device diagram dictionary digest directory discussion disk
  document domain draft edge embedding endpoint engine entity environment envelope estimate event
  exception experiment expression feature feed field firewall firmware flag folder forecast form
  fragment function generator genome glossary graph greeting group guest handler heartbeat hostname
  hypothesis image incident ingress instance instrument interface interval inventory invoice job
  journal kernel key keyword laboratory label language layer ledger lesson library licence lifecycle
  link listener location lock log machine mailbox manifest map margin measurement meeting member
  message metric migration milestone mirror model module monitor namespace network node notebook notice
  notification object observation offset order outage package page panel parameter partition patient
  payment peer permission photo picture pipeline playlist plugin policy port prediction printer
  process profile project prompt proof protocol quality query question queue quota receipt recipe
  record recording region release reminder replica report request reservation resource response
  retention review revision robot role route row rule runtime sample satellite schedule schema score
  screen script season secret segment sensor sequence series server session shard shelf shift shipment
  signal simulation site sketch snapshot socket spreadsheet stage statement station storage store
  stream student subscription suite summary supplier survey switch symbol table tag target task taxonomy
  team telescope template tenant test thread threshold ticket timeline token topic trace track
  transaction transcript transformation translation trigger tunnel turbine tutorial unit upload usage
  user vehicle vendor version video view visitor voice volume voucher vulnerability warehouse
  waveform weather webhook wiki window workflow workload workshop workspace zone
`)

export const VERBS = words(`
  aggregate allocate analyse annotate anonymise approve archive assemble assign attach audit balance
  batch benchmark bind broadcast browse build cache calculate capture catalogue chart check classify
  clean clone collect combine compare compile compress configure connect convert copy coordinate
  correlate create decode deduplicate defer deliver deploy describe detect diagnose discover dispatch
  display distribute document drain edit encode encrypt enforce enrich estimate evaluate evict examine
  execute export expose extract federate filter forecast format forward gather generate govern group
  hide host identify import index ingest inspect install inventory isolate join label launch limit list
  load locate lock manage map mask measure merge migrate mirror model monitor mount move normalise
  notify observe open orchestrate organise parse partition pause plan play preview print prioritise
  probe process profile promote protect provision prune publish query quarantine rank rebalance
  reconcile record recover redirect reduce refresh register remove render replay replicate report
  reserve reshape resolve restart restore resume retry reveal review revoke rotate route sample scale
  scan schedule score search secure send separate serve share sign simulate snapshot sort split stage
  start stop store stream summarise supervise suspend switch synchronise tail test throttle tier trace
  track train transcode transform translate unpack update upgrade upload validate verify visualise wake
  warm watch wrap
`)

export const AUDIENCES = words(`
  administrators agencies analysts archivists astronomers auditors biologists chemists classrooms
  clinics companies consultants cooperatives developers doctors economists editors engineers factories
  farmers foundations freelancers galleries gamers geographers hobbyists hospitals hotels journalists
  laboratories lawyers libraries linguists logisticians manufacturers mathematicians municipalities
  museums musicians newcomers newsrooms nurses operators orchestras photographers physicists podcasters
  publishers railways researchers retailers schools scientists shops startups students studios teachers
  teams telescopes theatres translators universities utilities volunteers warehouses
`)

export const ADVERBS = words(`
  automatically carefully cheaply cleanly concurrently continuously correctly deliberately eagerly
  efficiently exactly faithfully gradually immediately independently lazily locally nightly overnight
  periodically precisely predictably quickly quietly rarely regularly reliably repeatedly safely
  sequentially silently slowly steadily transparently twice
`)

/** From the commonest to the rarest. */
export const TAGS = words(`
  database monitoring operator storage networking security backup observability ai kubernetes messaging
  postgresql s3 logging cache dashboard ci-cd streaming machine-learning gitops metrics authentication
  analytics web gateway queue search self-hosted developer-tools automation sql nosql kafka tracing proxy
  redis mysql identity cms chat llm data-pipeline object-storage virtualization gpu secrets ingress
  service-mesh time-series replication high-availability compliance policy registry vector-database
  collaboration mail alerting serverless iot education wiki git low-code scheduling workflow etl graph
  load-balancer dns vpn firewall certificates oauth ldap sso media video audio photos documents notes
  office crm erp e-commerce billing finance health science bioinformatics geospatial maps robotics
  edge embedded mqtt telephony voip conferencing games emulator retrocomputing language runtime
  environment jupyter notebooks statistics visualization bi reporting data-lake data-warehouse catalog
  lineage feature-store model-serving inference training labeling speech translation ocr vision
  blockchain archive sync file-sharing bookmarks feeds news forum social federation surveys forms
  helpdesk ticketing project-management kanban time-tracking calendar inventory logistics energy
  home-automation weather astronomy chaos-engineering load-testing benchmarking fuzzing code-quality
  package-registry mirror image platform privileged kubevirt csi cni cluster-api multi-tenancy
  cost-management capacity-planning autoscaling disaster-recovery migration
`)

export const CATEGORIES = [
  'Databases',
  'Observability',
  'Networking',
  'Storage',
  'Security',
  'AI',
  'Developer tools',
  'Messaging',
  'Media',
  'Collaboration',
  'Data and analytics',
  'Education and science',
]

/** From the commonest to the rarest. */
export const LICENSES = words(`
  Apache-2.0 MIT GPL-3.0-or-later AGPL-3.0-only BSD-3-Clause MPL-2.0 LGPL-3.0-or-later ISC
  BSD-2-Clause EUPL-1.2 PostgreSQL CC0-1.0
`)

export const KINDS = words(`
  ConfigMap CronJob CustomResourceDefinition DaemonSet Deployment HorizontalPodAutoscaler Ingress Job
  NetworkPolicy PersistentVolumeClaim PodDisruptionBudget PodMonitor Role RoleBinding Secret Service
  ServiceAccount ServiceMonitor StatefulSet ClusterRole ClusterRoleBinding PrometheusRule
  ValidatingWebhookConfiguration Certificate
`).sort()

export const CORE_SOURCES = words(`
  backup-controller bootbox bucket-application cert-manager cilium clickhouse-application coredns
  etcd-operator fluxcd foundationdb-operator goldpinger grafana-operator harbor-application
  ingress-nginx kafka-application kamaji keycloak kubernetes-application kubeovn kubevirt
  linstor mariadb-application metallb monitoring-agents mongodb-application nats-application
  opensearch-operator postgres-application rabbitmq-application redis-application
  seaweedfs-application snapshot-controller tenant-application vertical-pod-autoscaler
  victoria-metrics-operator virtual-machine vpn-application
`)

export const CORE_KINDS = words(`
  Bucket ClickHouse Etcd FerretDB Harbor HTTPCache Ingress Kafka Kubernetes MariaDB Monitoring MongoDB
  NATS OpenSearch Postgres Qdrant RabbitMQ Redis SeaweedFS TCPBalancer Tenant VirtualPrivateCloud
  VMDisk VMInstance VPN
`)
