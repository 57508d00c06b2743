package catalog

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// A misspelt field would be lost without a word when the program reads the data.
func TestEmbeddedDataHasNoUnknownFields(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]struct {
		data []byte
		into any
	}{
		"scopes.json":              {scopesJSON, new([]Entry)},
		"methods.json":             {methodsJSON, new([]Method)},
		"bot_and_user_scopes.json": {botAndUserJSON, new([]botAndUserFacts)},
		"events.json":              {eventsJSON, new([]Event)},
		"retirements.json":         {retirementsJSON, new([]Retirement)},
		"manifest_features.json":   {featuresJSON, new([]Feature)},
		"functions.json":           {functionsJSON, new([]slackFunction)},
		"argument_scopes.json":     {argumentScopesJSON, new([]ArgumentScope)},
	} {
		dec := json.NewDecoder(bytes.NewReader(f.data))
		dec.DisallowUnknownFields()
		if err := dec.Decode(f.into); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// One record on each line keeps changes to the data readable.
func TestEmbeddedDataHasOneRecordPerLine(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]struct {
		data    []byte
		records int
	}{
		"scopes.json":              {scopesJSON, len(Scopes())},
		"methods.json":             {methodsJSON, len(Methods())},
		"bot_and_user_scopes.json": {botAndUserJSON, len(loadBotAndUserFacts())},
		"events.json":              {eventsJSON, len(Events())},
		"retirements.json":         {retirementsJSON, len(Retirements())},
		"manifest_features.json":   {featuresJSON, len(Features())},
		"functions.json":           {functionsJSON, len(loadFunctions())},
		"argument_scopes.json":     {argumentScopesJSON, len(loadArgumentScopes())},
	} {
		lines := strings.Split(strings.TrimSpace(string(f.data)), "\n")
		if got, want := len(lines), f.records+2; got != want { // brackets on lines of their own
			t.Errorf("%s: %d lines for %d records, want %d", name, got, f.records, want)
		}
	}
}

func TestMustParsePanicsOnBadData(t *testing.T) {
	t.Parallel()
	defer func() {
		if got, _ := recover().(string); !strings.Contains(got, "embedded scopes.json") {
			t.Errorf("panic value is %q; want it to name the file", got)
		}
	}()
	mustParse("scopes.json", []byte(`{"scope":`), new([]Entry))
	t.Error("mustParse returned")
}

func BenchmarkParseScopes(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		parseScopes()
	}
}

func BenchmarkParseMethods(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		parseMethods()
	}
}
