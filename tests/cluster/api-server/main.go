// Serves CustomResourceDefinitions and the objects of them, as a Kubernetes API server does: the
// apiextensions API server on a loopback port, with an etcd of its own. Namespaces, Secrets and
// workloads are not served; of namespaces it knows the names.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"go.etcd.io/etcd/server/v3/embed"
	noopoteltrace "go.opentelemetry.io/otel/trace/noop"
	"k8s.io/apiextensions-apiserver/pkg/apiserver"
	"k8s.io/apiextensions-apiserver/pkg/cmd/server/options"
	generatedopenapi "k8s.io/apiextensions-apiserver/pkg/generated/openapi"
	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/authentication/request/bearertoken"
	"k8s.io/apiserver/pkg/authentication/token/tokenfile"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	openapinamer "k8s.io/apiserver/pkg/endpoints/openapi"
	genericapiserver "k8s.io/apiserver/pkg/server"
	"k8s.io/apiserver/pkg/util/webhook"
)

func main() {
	folder := flag.String("folder", "", "where certificates and data go")
	users := flag.String("users", "", "CSV file: token,name,uid,\"verb:resource,...\"; * stands for all")
	namespaces := flag.String("namespaces", "", "names of the namespaces that exist, with commas")
	flag.Parse()
	if err := serve(*folder, *users, strings.Split(*namespaces, ",")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(folder, users string, namespaces []string) error {
	store, err := startEtcd(filepath.Join(folder, "etcd"))
	if err != nil {
		return err
	}
	defer store.Close()
	config, address, err := configure(store.Clients[0].Addr().String(), folder)
	if err != nil {
		return err
	}
	tokens, err := tokenfile.NewCSV(users)
	if err != nil {
		return err
	}
	config.GenericConfig.Authentication.Authenticator = bearertoken.New(tokens)
	config.GenericConfig.Authorization.Authorizer = authorizer.AuthorizerFunc(byGroups)
	config.GenericConfig.AdmissionControl = existingNamespaces(namespaces)
	server, err := config.Complete().New(genericapiserver.NewEmptyDelegate())
	if err != nil {
		return err
	}
	// Hooks are over once definitions are served: until then a client would be told that they are not.
	if err := server.GenericAPIServer.AddPostStartHook("announce", func(genericapiserver.PostStartHookContext) error {
		return json.NewEncoder(os.Stdout).Encode(map[string]string{
			"server": "https://" + address,
			"ca":     filepath.Join(folder, "apiserver.crt"),
		})
	}); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return server.GenericAPIServer.PrepareRun().RunWithContext(ctx)
}

// startEtcd starts a store that is gone with the folder, so that nothing waits for the disk.
func startEtcd(folder string) (*embed.Etcd, error) {
	config := embed.NewConfig()
	config.Dir = folder
	config.LogLevel = "error"
	config.UnsafeNoFsync = true
	config.TickMs, config.ElectionMs = 10, 100
	free := url.URL{Scheme: "http", Host: "127.0.0.1:0"}
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{free}, []url.URL{free}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{free}, []url.URL{free}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	store, err := embed.StartEtcd(config)
	if err == nil {
		<-store.Server.ReadyNotify()
	}
	return store, err
}

func configure(etcd, folder string) (*apiserver.Config, string, error) {
	chosen := options.NewCustomResourceDefinitionsServerOptions(os.Stdout, os.Stderr)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	serving := chosen.RecommendedOptions.SecureServing
	serving.Listener = listener
	serving.BindPort = listener.Addr().(*net.TCPAddr).Port
	serving.ServerCert.CertDirectory = folder
	if err := serving.MaybeDefaultWithSelfSignedCerts("localhost", nil, []net.IP{net.IPv4(127, 0, 0, 1)}); err != nil {
		return nil, "", err
	}
	storage := chosen.RecommendedOptions.Etcd
	storage.StorageConfig.Transport.ServerList = []string{"http://" + etcd}
	if err := chosen.Complete(); err != nil {
		return nil, "", err
	}
	generic := genericapiserver.NewRecommendedConfig(apiserver.Codecs)
	for _, apply := range []func() error{
		func() error { return chosen.ServerRunOptions.ApplyTo(&generic.Config) },
		func() error { return serving.ApplyTo(&generic.SecureServing, &generic.LoopbackClientConfig) },
		func() error { return storage.ApplyTo(&generic.Config) },
		func() error {
			return chosen.APIEnablement.ApplyTo(&generic.Config, apiserver.DefaultAPIResourceConfigSource(), apiserver.Scheme)
		},
	} {
		if err := apply(); err != nil {
			return nil, "", err
		}
	}
	generic.Authentication = genericapiserver.AuthenticationInfo{}
	namer := openapinamer.NewDefinitionNamer(apiserver.Scheme)
	generic.OpenAPIConfig = genericapiserver.DefaultOpenAPIConfig(generatedopenapi.GetOpenAPIDefinitions, namer)
	generic.OpenAPIV3Config = genericapiserver.DefaultOpenAPIV3Config(generatedopenapi.GetOpenAPIDefinitions, namer)
	return &apiserver.Config{
		GenericConfig: generic,
		ExtraConfig: apiserver.ExtraConfig{
			CRDRESTOptionsGetter: options.NewCRDRESTOptionsGetter(*storage, generic.ResourceTransformers, generic.StorageObjectCountTracker),
			ServiceResolver:      webhook.NewDefaultServiceResolver(),
			AuthResolverWrapper:  webhook.NewDefaultAuthenticationInfoResolverWrapper(nil, nil, generic.LoopbackClientConfig, noopoteltrace.NewTracerProvider()),
		},
	}, listener.Addr().String(), nil
}

// byGroups allows what a user's groups name as verb:resource, and the server itself everything.
func byGroups(_ context.Context, asked authorizer.Attributes) (authorizer.Decision, string, error) {
	groups := asked.GetUser().GetGroups()
	if slices.Contains(groups, user.SystemPrivilegedGroup) {
		return authorizer.DecisionAllow, "", nil
	}
	for _, group := range groups {
		verb, resource, _ := strings.Cut(group, ":")
		if (verb == "*" || verb == asked.GetVerb()) && (resource == "*" || resource == asked.GetResource()) {
			return authorizer.DecisionAllow, "", nil
		}
	}
	return authorizer.DecisionNoOpinion, "", nil
}

// existingNamespaces answers as the NamespaceLifecycle plugin, which needs a core API, does.
type existingNamespaces []string

func (names existingNamespaces) Handles(operation admission.Operation) bool {
	return operation == admission.Create
}

func (names existingNamespaces) Validate(_ context.Context, asked admission.Attributes, _ admission.ObjectInterfaces) error {
	if asked.GetNamespace() == "" || slices.Contains(names, asked.GetNamespace()) {
		return nil
	}
	return errors.NewNotFound(schema.GroupResource{Resource: "namespaces"}, asked.GetNamespace())
}
