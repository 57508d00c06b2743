package report

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"net/url"
	"strings"

	"periscope/model/drift"
)

// The parts of SARIF 2.1.0 that are written. Field names are the standard's.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string             `json:"id"`
		Name             string             `json:"name"`
		ShortDescription sarifText          `json:"shortDescription"`
		Configuration    sarifConfiguration `json:"defaultConfiguration"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations,omitempty"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
	sarifSuppression struct {
		Kind          string         `json:"kind"`
		Status        string         `json:"status"`
		Justification string         `json:"justification"`
		Location      *sarifLocation `json:"location,omitempty"`
	}
)

// sarifSchema is where the standard keeps its schema.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// SARIF writes the findings as a log of SARIF 2.1.0. What is silenced is a suppressed result.
func (r Report) SARIF(out io.Writer) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "Periscope", Version: r.Version}
	index := map[drift.FindingKind]int{}
	for i, k := range drift.FindingKinds {
		index[k.Kind] = i
		level := "warning"
		if r.fails(drift.Finding{Kind: k.Kind}) {
			level = "error"
		}
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ruleID(k.Kind), strings.ReplaceAll(headingOf(k.Kind), " ", ""), sarifText{k.About}, sarifConfiguration{level},
		})
	}
	for _, f := range r.Findings {
		run.Results = append(run.Results, r.sarifResult(f, index[f.Kind]))
	}
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	if err := enc.Encode(sarifLog{sarifSchema, "2.1.0", []sarifRun{run}}); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}

func ruleID(kind drift.FindingKind) string { return "periscope/" + string(kind) }

func (r Report) sarifResult(f drift.Finding, index int) sarifResult {
	result := sarifResult{
		RuleID: ruleID(f.Kind), RuleIndex: index, Level: "warning", Message: sarifText{withoutLinks(f.Message) + "."},
		Fingerprints: map[string]string{"periscope/v1": fingerprint(f)},
	}
	if r.fails(f) {
		result.Level = "error"
	}
	if at := sarifAt(f.File, f.Line, f.Column); at != nil {
		result.Locations = []sarifLocation{*at}
	}
	if f.Allowed != nil {
		s := sarifSuppression{Kind: "external", Status: "accepted", Justification: withoutLinks(reasonOf(f.Allowed))}
		if at := sarifAt(f.Allowed.File, f.Allowed.Line, 0); at != nil {
			s.Kind, s.Location = "inSource", at
		}
		result.Suppressions = []sarifSuppression{s}
	}
	return result
}

// withoutLinks is text that no viewer takes for a link: a message of SARIF may have links of
// the form [text](address).
func withoutLinks(s string) string { return strings.ReplaceAll(s, "](", "] (") }

// sarifAt is a place; nil for what is in no file.
func sarifAt(file string, line, column int) *sarifLocation {
	file = relative(file)
	if file == "" {
		return nil
	}
	at := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{uriOf(file)}}}
	if line > 0 {
		at.Physical.Region = &sarifRegion{line, column}
	}
	return &at
}

// uriOf is a path as a reference to a URI.
func uriOf(file string) string {
	u := url.URL{Path: file}
	if strings.HasPrefix(file, "/") {
		u.Scheme = "file"
	}
	return u.String()
}

// fingerprint tells a finding from others when lines have moved: it goes by everything
// but the line.
func fingerprint(f drift.Finding) string {
	h := fnv.New64a()
	for _, part := range []string{string(f.Kind), string(f.Scope), f.Method, relative(f.File)} {
		_, _ = h.Write([]byte(part + "\x00")) // never fails
	}
	return fmt.Sprintf("%016x", h.Sum64())
}
