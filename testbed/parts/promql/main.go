// Tells what Prometheus makes of expressions over what was scraped: by its own parser of the text format and its own
// engine. Its database is not used: it would bring the clients of three clouds with it, and what is scraped here is small.
//
//	promql < question
//
// The question is JSON: {"target":{"job":"…"},"scrapes":[{"seconds":0,"text":"…"}, …],"expressions":["up", …]}. Each scrape is what
// a metrics endpoint answered, as text, at a time; every series gets the labels of the target that it does not have itself, as with
// honorLabels. The expressions are evaluated at the time of the last scrape. Prints a line of JSON
// for each expression: {"error":"…"} where it is none, else {"metrics":["…"],"samples":[{"labels":{…},"value":1}]}, the
// metrics being the names that it selects.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"sort"
	"strconv"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

type scrape struct {
	Seconds int64  `json:"seconds"`
	Text    string `json:"text"`
}

type question struct {
	Target      map[string]string `json:"target"`
	Scrapes     []scrape          `json:"scrapes"`
	Expressions []string          `json:"expressions"`
}

type sample struct {
	Labels map[string]string `json:"labels"`
	// a string, for JSON has no NaN
	Value string `json:"value"`
}

type answer struct {
	Error   string   `json:"error,omitempty"`
	Metrics []string `json:"metrics"`
	Samples []sample `json:"samples"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	var asked question
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		return err
	}
	if len(asked.Scrapes) == 0 {
		return errors.New("there is no scrape")
	}
	known := memory{}
	for _, one := range asked.Scrapes {
		if err := known.add(one, asked.Target); err != nil {
			return err
		}
	}
	grammar := parser.NewParser(parser.Options{})
	engine := promql.NewEngine(promql.EngineOpts{MaxSamples: 1_000_000, Timeout: time.Minute, LookbackDelta: 5 * time.Minute, Parser: grammar})
	out := json.NewEncoder(os.Stdout)
	last := time.Unix(asked.Scrapes[len(asked.Scrapes)-1].Seconds, 0)
	for _, expression := range asked.Expressions {
		if err := out.Encode(evaluate(engine, grammar, known, expression, last)); err != nil {
			return err
		}
	}
	return nil
}

func evaluate(engine *promql.Engine, grammar parser.Parser, known memory, expression string, at time.Time) answer {
	parsed, err := grammar.ParseExpr(expression)
	if err != nil {
		return answer{Error: err.Error()}
	}
	query, err := engine.NewInstantQuery(context.Background(), known, nil, expression, at)
	if err != nil {
		return answer{Error: err.Error()}
	}
	defer query.Close()
	result := query.Exec(context.Background())
	if result.Err != nil {
		return answer{Error: result.Err.Error()}
	}
	return answer{Metrics: selected(parsed), Samples: samples(result.Value)}
}

// selected returns the names that an expression selects, each once and sorted.
func selected(expression parser.Expr) []string {
	names := map[string]bool{}
	parser.Inspect(expression, func(node parser.Node, _ []parser.Node) error {
		if selector, is := node.(*parser.VectorSelector); is && selector.Name != "" {
			names[selector.Name] = true
		}
		return nil
	})
	sorted := []string{}
	for name := range names {
		sorted = append(sorted, name)
	}
	sort.Strings(sorted)
	return sorted
}

func samples(value parser.Value) []sample {
	found := []sample{}
	switch of := value.(type) {
	case promql.Vector:
		for _, one := range of {
			found = append(found, sample{one.Metric.Map(), text(one.F)})
		}
	case promql.Scalar:
		found = append(found, sample{map[string]string{}, text(of.V)})
	}
	return found
}

func text(value float64) string {
	if math.IsNaN(value) {
		return "NaN"
	}
	return strconv.FormatFloat(value, 'g', -1, 64)
}
