package sandbox_test

import (
	"cmp"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"periscope/slackapi/sandbox"
)

var update = flag.Bool("update", false, "write COVERAGE.md anew")

// causesOf are all causes of refusals and warnings of a method, by code.
func causesOf(method string) []cause {
	byCode := map[string]cause{}
	for _, c := range commonCauses {
		if c.of != nil && !c.of(method) {
			c = cause{code: c.code}
		}
		byCode[c.code] = c
	}
	for _, c := range slices.Concat(ownCauses[method], messageCauses[method], fileCauses[method], viewCauses[method], typeCauses[method], functionCauses[method]) {
		byCode[c.code] = c
	}
	return slices.SortedFunc(maps.Values(byCode), func(a, b cause) int { return cmp.Compare(a.code, b.code) })
}

func methodNames() []string { return slices.Sorted(maps.Keys(sandbox.Methods())) }

// TestEveryCodeComesAbout provokes every code of every method over HTTP: by its
// condition, or by a fault.
func TestEveryCodeComesAbout(t *testing.T) {
	t.Parallel()
	for _, method := range methodNames() {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			for _, c := range causesOf(method) {
				if c.provoke == nil && method != "auth.test" && os.Getenv("PERISCOPE_TESTS") != "full" {
					continue // faults are one mechanism, which one method shows
				}
				p := newCoverageSandboxFor(t, method)
				if c.provoke == nil {
					if err := p.AddFault(sandbox.Fault{Method: method, Error: c.code, Count: 1}); err != nil {
						t.Fatal(err)
					}
					c.provoke = func(p *provocation) outcome { return p.call() }
				}
				if got := c.provoke(&provocation{t, p, method}); !got.says(c.code) {
					t.Errorf("%s: answers %+v when %q", c.code, got, cmp.Or(c.condition, "a fault is injected"))
				}
				p.server.Close()
			}
		})
	}
}

func TestMethodsThatAreNotHereAreUnknown(t *testing.T) {
	t.Parallel()
	if got := newCoverageSandbox(t).post(t, "chat.scheduleMessage", "xoxb-sandbox-full"); !got.says("unknown_method") {
		t.Errorf("chat.scheduleMessage: %+v, want unknown_method", got)
	}
}

// requestCodes are the 38 codes and 2 warnings that Slack's pages list for the
// two request methods, at three dates.
var requestCodes = strings.Fields(`
	accesslimited account_inactive deprecated_endpoint ekm_access_denied enterprise_is_restricted fatal_error
	internal_error invalid_arg_name invalid_arguments invalid_array_arg invalid_auth invalid_charset
	invalid_form_data invalid_json invalid_post_type invalid_scope invalid_trigger invalid_trigger_id invalid_user
	is_bot json_not_object method_deprecated missing_charset missing_post_type missing_scope mixed_scope
	no_permission not_allowed_token_type not_authed org_login_required ratelimited request_timeout
	service_unavailable superfluous_charset team_added_to_org token_revoked trigger_exchanged
	two_factor_setup_required upgrade_required user_is_bot`)

func TestEveryDocumentedCodeIsCovered(t *testing.T) {
	t.Parallel()
	if len(requestCodes) != 40 || !slices.IsSorted(requestCodes) {
		t.Fatalf("%d codes, want 38 and 2 warnings, sorted", len(requestCodes))
	}
	for _, code := range requestCodes {
		if code != "mixed_scope" && !covers("apps.permissions.users.request", code) { // documented for the other alone
			t.Errorf("apps.permissions.users.request: nothing covers %s", code)
		}
		if !covers("apps.permissions.request", code) {
			t.Errorf("apps.permissions.request: nothing covers %s", code)
		}
	}
}

func covers(method, code string) bool {
	return slices.ContainsFunc(causesOf(method), func(c cause) bool { return c.code == code })
}

func TestOwnCausesAreOfMethodsThatAreServed(t *testing.T) {
	t.Parallel()
	for _, table := range []map[string][]cause{messageCauses, fileCauses, viewCauses, typeCauses, functionCauses} {
		for method, causes := range table {
			if len(ownCauses[method]) > 0 {
				t.Errorf("%s is in both tables", method)
			}
			if _, served := sandbox.Methods()[method]; !served || len(causes) == 0 {
				t.Errorf("%s is not served", method)
			}
		}
	}
	for method, causes := range ownCauses {
		if _, served := sandbox.Methods()[method]; !served {
			t.Errorf("%s is not served", method)
		}
		seen := map[string]bool{}
		for _, c := range causes {
			if seen[c.code] {
				t.Errorf("%s: %s is listed twice", method, c.code)
			}
			seen[c.code] = true
		}
	}
}

// TestEveryCodeInTheSourceIsCovered reads the source of the sandbox, and finds
// the codes that it can answer: each must be some method's condition.
func TestEveryCodeInTheSourceIsCovered(t *testing.T) {
	t.Parallel()
	conditions := map[string]bool{"unknown_method": true}
	for _, method := range methodNames() {
		for _, c := range causesOf(method) {
			if c.provoke != nil {
				conditions[c.code] = true
			}
		}
	}
	found := codesInSource(t)
	if len(found) < 50 {
		t.Fatalf("found only %d codes: %q", len(found), found)
	}
	for _, code := range found {
		// fatal_error is what a mistake of ours would be.
		// Those of response URLs are no method's.
		if !conditions[code] && !slices.Contains([]string{"fatal_error", "invalid_payload", "invalid_url", "expired_url", "used_url"}, code) {
			t.Errorf("the source answers %s, of which the table has no condition", code)
		}
	}
}

// codesInSource are the string literals that stand where a code does.
func codesInSource(t *testing.T) []string {
	t.Helper()
	var codes []string
	keep := func(e ast.Expr) {
		if literal, ok := e.(*ast.BasicLit); ok && literal.Kind == gotoken.STRING {
			code, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			codes = append(codes, code)
		}
	}
	files, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "sandboxtest/") {
			continue
		}
		parsed, err := parser.ParseFile(gotoken.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr: // SlackError{Code: …} and Listing{BadLimit: …}
				if key, ok := n.Key.(*ast.Ident); ok && (key.Name == "Code" || key.Name == "BadLimit") {
					keep(n.Value)
				}
			case *ast.CallExpr: // CodeError(…), and c.Warnings = append(c.Warnings, …)
				name, _ := n.Fun.(*ast.Ident)
				switch {
				case name == nil:
				case name.Name == "CodeError":
					keep(n.Args[0])
				case name.Name == "append" && len(n.Args) == 2:
					if to, ok := n.Args[0].(*ast.SelectorExpr); ok && to.Sel.Name == "Warnings" {
						keep(n.Args[1])
					}
				}
			}
			return true
		})
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// TestCoverageIsWrittenDown compares COVERAGE.md with the table.
func TestCoverageIsWrittenDown(t *testing.T) {
	t.Parallel()
	const name = "COVERAGE.md"
	want := coverageDocument()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the table says: run go test ./slackapi/sandbox -run %s -update", name, t.Name())
	}
}

func coverageDocument() string {
	var tables strings.Builder
	tables.WriteString(dateDocument())
	conditions, faults := 0, 0
	for _, method := range methodNames() {
		fmt.Fprintf(&tables, "\n## %s\n\n| code | how |\n|---|---|\n", method)
		for _, c := range causesOf(method) {
			how := "fault"
			if c.provoke == nil {
				faults++
			} else {
				conditions++
				how = "condition: " + c.condition
				if warned, ok := strings.CutPrefix(c.condition, "warning: "); ok {
					how = "warning, condition: " + warned
				}
			}
			fmt.Fprintf(&tables, "| `%s` | %s |\n", c.code, how)
		}
	}
	return fmt.Sprintf(`# What the sandbox refuses, and why

The codes that Slack's pages list for all methods, for the two permission requests, and
for each method that the sandbox answers, of the last those that an app can do something
about. Each comes about by a condition that a client can meet, or by a fault that a test
injects (`+"`POST /sandbox/faults`"+`, which takes any other code too). %d methods, %d pairs of a method and a code: %d by a condition,
%d by a fault. Every other method answers `+"`unknown_method`"+`.

This file is written by the tests, which bring each line about over HTTP:
`+"`go test ./slackapi/sandbox -run TestCoverageIsWrittenDown -update`"+`.
`, len(sandbox.Methods()), conditions+faults, conditions, faults) + tables.String()
}
