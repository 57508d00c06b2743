package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"periscope/model/drift"
)

// hostile is a report whose names would be markup, commands or escapes if they were let.
func hostile() Report {
	return Report{
		Title: "Drift <b>of</b> ::error::x ##[error]y", Version: "v1", Fails: drift.FailingByDefault,
		Findings: []drift.Finding{
			{Kind: drift.FindingMissing, Scope: "pins:write", Method: "pins.add", File: "src/a b%|`.py", Line: 3, Message: "pins.add needs | pins:write\n::error::gotcha"},
			{Kind: drift.FindingUnused, Scope: "im:write", File: "m.yaml", Line: 2, Column: 5, Message: "[im:write](https://example.com) is unused", Allowed: &drift.Allowance{Scope: "im:write", Reason: "a <script> | [reason](1)", File: "m.yaml", Line: 2}},
			{Kind: drift.FindingUndeclared, Scope: "x:y", Message: "x:y is granted", Allowed: &drift.Allowance{Scope: "x:y"}},
			{Kind: drift.FindingRetired, Method: "rtm.start", File: "/abs/b.py", Line: 1, Message: "rtm.start: retired"},
			{Kind: drift.FindingStale, Scope: "a:b", Message: "a:b is allowed"},
		},
	}
}

func TestMarkdown(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := hostile().Markdown(&out); err != nil {
		t.Fatal(err)
	}
	want := "# Drift &lt;b&gt;of&lt;/b&gt; ::error::x \\#\\#\\[error\\]y\n" +
		"\n## Missing\n\nA call in the code needs a scope that is not granted, or not declared.\n\n| scope | where | what |\n|---|---|---|\n" +
		"| `pins:write` | `src/a b%\\|'.py:3` | pins.add needs \\| pins:write ::error::gotcha |\n" +
		"\n## Retired\n\nSlack has retired a method or scope, or advises against it.\n\n| scope | where | what |\n|---|---|---|\n|  | `/abs/b.py:1` | rtm.start: retired |\n" +
		"\n## Stale allowance\n\nAn allowance silences nothing any more.\n\n| scope | where | what |\n|---|---|---|\n| `a:b` |  | a:b is allowed |\n" +
		"\n## Allowed\n\nThese are silenced.\n\n| scope | finding | why |\n|---|---|---|\n| `im:write` | unused | a &lt;script&gt; \\| \\[reason\\](1) |\n| `x:y` | undeclared | no reason given |\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestGitHub(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := hostile().GitHub(&out); err != nil {
		t.Fatal(err)
	}
	want := "::error file=src/a b%25|`.py,line=3,title=Missing::pins.add needs | pins:write%0A::error::gotcha\n" +
		"::notice file=m.yaml,line=2,col=5,title=Unused::[im:write](https://example.com) is unused (allowed: a <script> | [reason](1))\n" +
		"::notice title=Undeclared::x:y is granted (allowed: no reason given)\n" +
		"::warning file=/abs/b.py,line=1,title=Retired::rtm.start: retired\n" +
		"::warning title=Stale allowance::a:b is allowed\n" +
		"Drift <b>of</b> : :error: :x # #[error]y\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

// TestSARIF holds the log to what the standard's schema asks of the parts that are
// written: which fields are required, of which form, and that indices fit.
func TestSARIF(t *testing.T) {
	t.Parallel()
	var out, again bytes.Buffer
	if err := hostile().SARIF(&out); err != nil {
		t.Fatal(err)
	}
	if err := hostile().SARIF(&again); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Error("the same findings give other bytes")
	}
	var log sarifLog
	dec := json.NewDecoder(&out)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || log.Schema != sarifSchema || len(log.Runs) != 1 || log.Runs[0].ColumnKind != "unicodeCodePoints" {
		t.Fatalf("%+v", log)
	}
	run := log.Runs[0]
	ids := map[string]bool{}
	for _, rule := range run.Tool.Driver.Rules {
		if rule.ID == "" || ids[rule.ID] || !strings.HasSuffix(rule.ShortDescription.Text, ".") || rule.Configuration.Level != "error" && rule.Configuration.Level != "warning" {
			t.Errorf("rule %+v", rule)
		}
		ids[rule.ID] = true
	}
	for i, result := range run.Results {
		if run.Tool.Driver.Rules[result.RuleIndex].ID != result.RuleID || result.Message.Text == "" || result.Fingerprints["periscope/v1"] == "" {
			t.Errorf("result %+v", result)
		}
		if wantError := i == 0; (result.Level == "error") != wantError {
			t.Errorf("%s is of level %s", result.RuleID, result.Level)
		}
		for _, at := range result.Locations {
			if at.Physical.Artifact.URI == "" || strings.ContainsAny(at.Physical.Artifact.URI, " `|") || at.Physical.Region == nil || at.Physical.Region.StartLine < 1 {
				t.Errorf("location %+v", at.Physical)
			}
		}
	}
	suppressed := run.Results[1].Suppressions
	if len(suppressed) != 1 || suppressed[0].Kind != "inSource" || suppressed[0].Status != "accepted" || suppressed[0].Location == nil ||
		run.Results[2].Suppressions[0].Kind != "external" || run.Results[3].Locations[0].Physical.Artifact.URI != "file:///abs/b.py" {
		t.Fatalf("%+v", run.Results)
	}
	if got := run.Results[1].Message.Text + suppressed[0].Justification; strings.Contains(got, "](") {
		t.Errorf("a link: %q", got)
	}
}
