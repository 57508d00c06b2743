package cli

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// TestSnapshotsAreWhatInfoPrinted saves what info prints for every token of the
// sandbox, and reads it back.
func TestSnapshotsAreWhatInfoPrinted(t *testing.T) {
	t.Parallel()
	world := world.Demo(world.DefaultResources)
	p := newPlace(t).withSandbox(t, world)
	saved := 0
	for _, c := range world.Credentials() {
		o := p.run(t, c.Token, "info", "--token-stdin", "--json")
		if o.status != console.StatusDone {
			continue // revoked, or of a kind that has no permissions
		}
		saved++
		info, err := parseSnapshot("saved", []byte(o.out))
		if err != nil {
			t.Errorf("%s: %v", c.Token, err)
			continue
		}
		var again strings.Builder
		if err := console.WriteJSON(&again, info.document()); err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(o.out, again.String()); diff != "" {
			t.Errorf("%s (-printed +read and printed again):\n%s", c.Token, diff)
		}
	}
	if saved < 5 {
		t.Errorf("only %d tokens were read", saved)
	}
}

func TestSnapshotsThatAreNone(t *testing.T) {
	t.Parallel()
	for document, says := range map[string]string{
		"":                                "f.json: it is empty",
		" \n":                             "f.json: it is empty",
		"{":                               "f.json:1:1: this is not JSON: unexpected end of JSON input",
		"{\"schema\":\n  \"x\",\n ]":      "f.json:3:2: this is not JSON: invalid character ']'",
		"hello":                           "f.json:1:1: this is not JSON",
		`{} {}`:                           "f.json:1:4: this is not JSON",
		`[]`:                              "f.json:1:1: the whole must not be of type array",
		`{"schema":7}`:                    "f.json:1:11: schema must not be of type number",
		`{}`:                              "it has no schema",
		`{"schema":"periscope.error/v1"}`: "it holds an error",
		`{"schema":"periscope.info/v2"}`:  "periscope.info/v2, which this version of periscope does not read",
		`{"schema":"periscope.teams/v1"}`: "it is periscope.teams/v1, not periscope.info/v1",
		`{"schema":"\u001b[2J"}`:          "it is ␛[2J, not",
		`{"schema":"periscope.info/v1"}`:  "which team",
		`{"schema":"periscope.info/v1","team":{"id":"T1"}}`:                                                   "it has no grants",
		`{"schema":"periscope.info/v1","team":{"id":"T1"},"grants":[{"type":"im"},{"scopes":["a"]}]}`:         "grant 2 has no type",
		`{"schema":"periscope.info/v1","team":{"id":"T1"},"grants":[{"type":"im"},{"type":"im"}]}`:            "two grants of type im",
		`{"schema":"periscope.info/v1","team":{"id":"T1"},"grants":[{"type":"im","scopes":"chat:write"}]}`:    "grants.scopes must not be of type string",
		`{"schema":"periscope.info/v1","team":{"id":"T1"},"fetched_at":"yesterday","grants":[{"type":"im"}]}`: "cannot parse",
	} {
		_, err := parseSnapshot("f.json", []byte(document))
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", document, err, says)
			continue
		}
		if r, found := unfit(err.Error()); found {
			t.Errorf("%s: the error holds %U", document, r)
		}
	}
}

// TestSnapshotsKeepWhatIsNew reads what a Slack of some other year could say.
func TestSnapshotsKeepWhatIsNew(t *testing.T) {
	t.Parallel()
	info, err := parseSnapshot("f.json", []byte(`{"schema":"periscope.info/v1","more":{},
		"team":{"id":"T1","name":"\u202eevil","url":""},"token":{"kind":"quantum","redacted":"x"},
		"grants":[{"type":"hologram","scopes":["holograms:\u001bread"],"resources":{"ids":["H1"],"wildcard":true}},
			{"type":"user","scopes":["a"]},{"type":"user","scopes":["b"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := tokenInfo{
		team: model.Team{ID: "T1", Name: "�evil"}, kind: "quantum", redacted: "x",
		permissions: model.Permissions{Kind: "quantum", Grants: []model.Grant{
			{Type: catalog.User, Scopes: []catalog.Scope{"a"}},
			{Type: catalog.User, Scopes: []catalog.Scope{"b"}},
			{
				Type: "hologram", Scopes: []catalog.Scope{"holograms:␛read"},
				Resources: model.ResourceSet{IDs: []model.ResourceID{"H1"}, Wildcard: true},
			},
		}},
	}
	if diff := gocmp.Diff(want, info, gocmp.AllowUnexported(tokenInfo{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestSnapshotsOfBeforeTellScopes: the field came later, and absence of it is no news.
func TestSnapshotsOfBeforeTellScopes(t *testing.T) {
	t.Parallel()
	for field, untold := range map[string]bool{"": false, `,"scopes_told":true`: false, `,"scopes_told":false`: true} {
		info, err := parseSnapshot("f", []byte(`{"schema":"periscope.info/v1","team":{"id":"T1"},"token":{"kind":"bot"`+field+`},"grants":[]}`))
		if err != nil || info.permissions.ScopesUnknown != untold {
			t.Errorf("%q: untold %t, %v", field, info.permissions.ScopesUnknown, err)
		}
	}
}

func FuzzParseSnapshot(f *testing.F) {
	f.Add([]byte(`{"schema":"periscope.info/v1","team":{"id":"T1"},"token":{"kind":"bot"},"grants":[{"type":"im","scopes":["a"]}]}`))
	f.Add([]byte(`{"schema":`))
	f.Fuzz(func(t *testing.T, document []byte) {
		info, err := parseSnapshot("f", document)
		if err != nil {
			if r, found := unfit(err.Error()); found {
				t.Fatalf("the error holds %U", r)
			}
			return
		}
		if _, err := info.fetched.MarshalJSON(); err != nil {
			info.fetched = time.Time{}
		}
		printed, err := json.Marshal(info.document())
		if err != nil {
			t.Fatal(err)
		}
		again, err := parseSnapshot("f", printed)
		if err != nil {
			t.Fatalf("%v\n%s", err, printed)
		}
		if d := model.Diff(info.permissions, again.permissions); !d.Empty() {
			t.Fatalf("read, printed and read: %+v", d)
		}
	})
}
