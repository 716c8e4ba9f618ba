package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/tsdb/chunks"
	"github.com/prometheus/prometheus/util/annotations"
)

// memory has all that was scraped, by labels.
type memory map[string]*series

type series struct {
	labels labels.Labels
	points []chunks.Sample
}

// add takes over what one scrape answered; a sample that is told twice is an error, as it is for Prometheus.
func (known memory) add(one scrape, target map[string]string) error {
	text, err := textparse.New([]byte(one.Text), "text/plain; version=0.0.4", labels.NewSymbolTable(), textparse.ParserOptions{})
	if err != nil {
		return err
	}
	at := one.Seconds * 1000
	for {
		entry, err := text.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if entry != textparse.EntrySeries {
			continue
		}
		_, _, value := text.Series()
		var named labels.Labels
		text.Labels(&named)
		named = with(named, target)
		of, there := known[named.String()]
		if !there {
			of = &series{labels: named}
			known[named.String()] = of
		}
		if there && of.points[len(of.points)-1].T() >= at {
			return fmt.Errorf("%s is told twice at second %d", named, one.Seconds)
		}
		of.points = append(of.points, point{at, value})
	}
}

func with(of labels.Labels, target map[string]string) labels.Labels {
	all := labels.NewBuilder(of)
	for name, value := range target {
		if !of.Has(name) {
			all.Set(name, value)
		}
	}
	return all.Labels()
}

// Querier gives all of it, whatever time is asked for: the engine takes what it needs.
func (known memory) Querier(_, _ int64) (storage.Querier, error) { return querier{known}, nil }

type querier struct{ known memory }

func (from querier) Select(_ context.Context, _ bool, _ *storage.SelectHints, matchers ...*labels.Matcher) storage.SeriesSet {
	found := &selection{}
	for _, one := range from.known {
		if matches(one.labels, matchers) {
			found.rest = append(found.rest, storage.NewListSeries(one.labels, one.points))
		}
	}
	return found
}

func matches(of labels.Labels, matchers []*labels.Matcher) bool {
	for _, matcher := range matchers {
		if !matcher.Matches(of.Get(matcher.Name)) {
			return false
		}
	}
	return true
}

// The engine does not ask for these.
func (querier) LabelValues(context.Context, string, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, errors.ErrUnsupported
}

func (querier) LabelNames(context.Context, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, errors.ErrUnsupported
}

func (querier) Close() error { return nil }

type selection struct {
	at   storage.Series
	rest []storage.Series
}

func (of *selection) Next() bool {
	if len(of.rest) == 0 {
		return false
	}
	of.at, of.rest = of.rest[0], of.rest[1:]
	return true
}

func (of *selection) At() storage.Series                { return of.at }
func (of *selection) Err() error                        { return nil }
func (of *selection) Warnings() annotations.Annotations { return nil }

type point struct {
	time  int64
	value float64
}

func (of point) T() int64                   { return of.time }
func (point) ST() int64                     { return 0 }
func (of point) F() float64                 { return of.value }
func (point) H() *histogram.Histogram       { return nil }
func (point) FH() *histogram.FloatHistogram { return nil }
func (point) Type() chunkenc.ValueType      { return chunkenc.ValFloat }
func (of point) Copy() chunks.Sample        { return of }
