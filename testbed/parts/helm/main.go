// Lints and renders a chart, by Helm's own packages. Helm's own program brings clients of registries and of the API server with
// it, which take minutes to compile and are of no use without a server.
//
//	helm lint CHART NAMESPACE < values
//	helm template CHART RELEASE NAMESPACE < values
//
// The values are YAML, on top of the chart's own; no text is none. What the linter has to say is printed a line each, and it fails from
// warnings on, as helm lint --strict. The rendered documents are printed, definitions of kinds first, as helm template --include-crds
// does.
package main

import (
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"

	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/v2/lint"
	"helm.sh/helm/v4/pkg/chart/v2/lint/support"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/engine"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 3 && args[0] == "lint":
		values, err := loader.LoadValues(os.Stdin)
		if err != nil {
			return err
		}
		return lintChart(args[1], args[2], values)
	case len(args) == 4 && args[0] == "template":
		values, err := loader.LoadValues(os.Stdin)
		if err != nil {
			return err
		}
		return renderChart(args[1], args[2], args[3], values)
	default:
		return errors.New("usage: helm lint CHART NAMESPACE | helm template CHART RELEASE NAMESPACE, with values on standard input")
	}
}

func lintChart(folder, namespace string, values map[string]any) error {
	result := lint.RunAll(folder, values, namespace)
	for _, message := range result.Messages {
		fmt.Println(message.Error())
	}
	if result.HighestSeverity >= support.WarningSev {
		return errors.New("the chart is not clean")
	}
	return nil
}

func renderChart(folder, release, namespace string, values map[string]any) error {
	loaded, err := loader.Load(folder)
	if err != nil {
		return err
	}
	options := common.ReleaseOptions{Name: release, Namespace: namespace, Revision: 1, IsInstall: true}
	merged, err := util.ToRenderValues(loaded, values, options, common.DefaultCapabilities)
	if err != nil {
		return err
	}
	rendered, err := engine.Render(loaded, merged)
	if err != nil {
		return err
	}
	printDocuments(loaded, rendered)
	return nil
}

func printDocuments(loaded *chart.Chart, rendered map[string]string) {
	for _, crd := range loaded.CRDObjects() {
		fmt.Printf("---\n%s\n", crd.File.Data)
	}
	names := make([]string, 0, len(rendered))
	for name := range rendered {
		names = append(names, name)
	}
	// as their names are numbered: what others need comes first
	sort.Strings(names)
	for _, name := range names {
		if strings.HasSuffix(name, ".yaml") && strings.TrimSpace(rendered[name]) != "" {
			fmt.Printf("---\n%s\n", rendered[name])
		}
	}
}
