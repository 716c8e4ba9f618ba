// Tells what the tools that wait for a resource make of it: kstatus by its own library, Flux by its own evaluator of
// healthCheckExprs, Argo CD by a Lua virtual machine that gives a health.lua what Argo CD gives it.
//
//	health ARGO_CD_FOLDER FLUX_FILE < resources
//
// Resources are documents of YAML or JSON, divided by lines of ---. The folder has GROUP/KIND/health.lua, as Argo CD's
// resource_customizations has; the file is a Flux Kustomization with healthCheckExprs. Prints a line of JSON for each resource.
//
// Argo CD's own package is not used: of its modules, those for this Go version need code that was never published as a module.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/fluxcd/pkg/apis/kustomize"
	"github.com/fluxcd/pkg/runtime/cel"
	lua "github.com/yuin/gopher-lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"
	luajson "layeh.com/gopher-json"
	kstatus "sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

// what Argo CD allows a script (util/lua in its repository)
const scriptTime = time.Second

type verdict struct {
	Status  string `json:"status"`
	Message string `json:"message"`
}

type verdicts struct {
	Kstatus verdict `json:"kstatus"`
	Flux    verdict `json:"flux"`
	ArgoCD  verdict `json:"argoCd"`
}

func main() {
	if len(os.Args) != 3 {
		fail(errors.New("usage: health ARGO_CD_FOLDER FLUX_FILE < resources"))
	}
	expressions, err := readExpressions(os.Args[2])
	if err != nil {
		fail(err)
	}
	resources := yaml.NewYAMLOrJSONDecoder(os.Stdin, 4096)
	out := json.NewEncoder(os.Stdout)
	for {
		resource := &unstructured.Unstructured{}
		if err := resources.Decode(&resource.Object); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			fail(err)
		}
		all, err := judge(resource, os.Args[1], expressions)
		if err != nil {
			fail(fmt.Errorf("%s %s: %w", resource.GetKind(), resource.GetName(), err))
		}
		if err := out.Encode(all); err != nil {
			fail(err)
		}
	}
}

func judge(resource *unstructured.Unstructured, scripts string, expressions map[string]kustomize.HealthCheckExpressions) (verdicts, error) {
	// through JSON, for numbers are float64 in YAML and both libraries want whole ones
	text, err := json.Marshal(resource.Object)
	if err != nil {
		return verdicts{}, err
	}
	if err := resource.UnmarshalJSON(text); err != nil {
		return verdicts{}, err
	}
	computed, err := kstatus.Compute(resource)
	if err != nil {
		return verdicts{}, fmt.Errorf("kstatus: %w", err)
	}
	flux, err := byFlux(resource, expressions)
	if err != nil {
		return verdicts{}, fmt.Errorf("Flux: %w", err)
	}
	argoCD, err := byArgoCD(resource, scripts)
	if err != nil {
		return verdicts{}, fmt.Errorf("Argo CD: %w", err)
	}
	return verdicts{verdict{computed.Status.String(), computed.Message}, flux, argoCD}, nil
}

// readExpressions returns the healthCheckExprs of a Kustomization by group, version and kind.
func readExpressions(file string) (map[string]kustomize.HealthCheckExpressions, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var kustomization struct {
		Spec struct {
			HealthCheckExprs []kustomize.CustomHealthCheck `json:"healthCheckExprs"`
		} `json:"spec"`
	}
	if err := yaml.Unmarshal(text, &kustomization); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	byKind := map[string]kustomize.HealthCheckExpressions{}
	for _, check := range kustomization.Spec.HealthCheckExprs {
		byKind[check.APIVersion+" "+check.Kind] = check.HealthCheckExpressions
	}
	return byKind, nil
}

func byFlux(resource *unstructured.Unstructured, expressions map[string]kustomize.HealthCheckExpressions) (verdict, error) {
	ofKind, there := expressions[resource.GetAPIVersion()+" "+resource.GetKind()]
	if !there {
		return verdict{}, errors.New("no healthCheckExprs for this kind")
	}
	evaluator, err := cel.NewStatusEvaluator(&ofKind)
	if err != nil {
		return verdict{}, err
	}
	result, err := evaluator.Evaluate(context.Background(), resource)
	if err != nil {
		return verdict{}, err
	}
	return verdict{result.Status.String(), result.Message}, nil
}

func byArgoCD(resource *unstructured.Unstructured, scripts string) (verdict, error) {
	kind := resource.GroupVersionKind()
	script, err := os.ReadFile(filepath.Join(scripts, kind.Group, kind.Kind, "health.lua"))
	if err != nil {
		return verdict{}, err
	}
	machine := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer machine.Close()
	for name, open := range map[string]lua.LGFunction{lua.BaseLibName: lua.OpenBase, lua.TabLibName: lua.OpenTable} {
		machine.Push(machine.NewFunction(open))
		machine.Push(lua.LString(name))
		machine.Call(1, 0)
	}
	ctx, cancel := context.WithTimeout(context.Background(), scriptTime)
	defer cancel()
	machine.SetContext(ctx)
	machine.SetGlobal("obj", luajson.DecodeValue(machine, asJSON(resource.Object)))
	if err := machine.DoString(string(script)); err != nil {
		return verdict{}, err
	}
	text, err := luajson.Encode(machine.Get(-1))
	if err != nil {
		return verdict{}, err
	}
	var health verdict
	return health, json.Unmarshal(text, &health)
}

// asJSON makes whole numbers the float64 that JSON has, which is the one kind of number that Lua knows.
func asJSON(value any) any {
	switch value := value.(type) {
	case int64:
		return float64(value)
	case map[string]any:
		out := make(map[string]any, len(value))
		for key, item := range value {
			out[key] = asJSON(item)
		}
		return out
	case []any:
		out := make([]any, len(value))
		for i, item := range value {
			out[i] = asJSON(item)
		}
		return out
	default:
		return value
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
