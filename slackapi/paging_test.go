package slackapi_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"periscope/model"
	"periscope/slackapi"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// pageServer answers calls with pages in turn, and records the cursors it was sent.
func pageServer(t *testing.T, pages ...string) (apiURL string, cursors *[]string) {
	t.Helper()
	cursors = new([]string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := len(*cursors)
		*cursors = append(*cursors, r.FormValue("cursor"))
		if n >= len(pages) {
			t.Errorf("page %d was not expected", n+1)
			return
		}
		fmt.Fprint(w, pages[n])
	}))
	t.Cleanup(server.Close)
	return server.URL, cursors
}

func page(ids, metadata string) string {
	return fmt.Sprintf(`{"ok":true,"resources":[%s]%s}`, ids, metadata)
}

func cursor(c string) string { return fmt.Sprintf(`,"response_metadata":{"next_cursor":%q}`, c) }

func TestPages(t *testing.T) {
	t.Parallel()
	const a, b = `{"id":"C1","type":"channel"}`, `{"id":"T1","type":"galaxy"}`
	for _, test := range []struct {
		name    string
		pages   []string
		cursors []string
		ids     []model.ResourceID
	}{
		{"one page", []string{page(a, "")}, []string{""}, []model.ResourceID{"C1"}},
		{"null for a cursor", []string{page(a, `,"response_metadata":{"next_cursor":null}`)}, []string{""}, []model.ResourceID{"C1"}},
		{"null for a resource", []string{page("null,"+a, "")}, []string{""}, []model.ResourceID{"C1"}},
		{"null for the array", []string{`{"ok":true,"resources":null,"response_metadata":null}`}, []string{""}, nil},
		{
			"empty pages in between",
			[]string{page("", cursor("one=")), page(a, cursor("t w&o")), page("", cursor("three")), page(b, cursor(""))},
			[]string{"", "one=", "t w&o", "three"},
			[]model.ResourceID{"C1", "T1"},
		},
		{
			"a cursor goes back as it came",
			[]string{page(a, `,"response_metadata":{"next_cursor":"\u202e\u001b"}`), page("", "")},
			[]string{"", "\u202e\x1b"},
			[]model.ResourceID{"C1"},
		},
		{
			"one resource on two pages",
			[]string{page(a+","+b, cursor("x")), page(a, "")},
			[]string{"", "x"},
			[]model.ResourceID{"C1", "T1", "C1"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			apiURL, cursors := pageServer(t, test.pages...)
			var ids []model.ResourceID
			for page, err := range newClient(t, apiURL).PermissionsResources(t.Context()) {
				if err != nil || len(page) == 0 {
					t.Fatalf("page %v: %v", page, err)
				}
				for _, r := range page {
					ids = append(ids, r.ID)
				}
			}
			if !reflect.DeepEqual(ids, test.ids) || !reflect.DeepEqual(*cursors, test.cursors) {
				t.Errorf("read %v with cursors %q, want %v with %q", ids, *cursors, test.ids, test.cursors)
			}
		})
	}
}

func TestARepeatedCursorIsAnError(t *testing.T) {
	t.Parallel()
	apiURL, _ := pageServer(t, page("", cursor("a")), page("", cursor("b")), page("", cursor("a")))
	var last error
	for _, err := range newClient(t, apiURL).PermissionsResources(t.Context()) {
		last = err
	}
	malformed, ok := errors.AsType[*slackapi.MalformedError](last)
	if !ok || !strings.Contains(malformed.Sentence(), "repeats the cursor") {
		t.Fatalf("failed with %T %v", last, last)
	}
	checkError(t, last)
}

func TestPagesAreReadAsTheyAreWanted(t *testing.T) {
	t.Parallel()
	apiURL, cursors := pageServer(t, page(`{"id":"C1"}`, cursor("a")))
	for _, err := range newClient(t, apiURL).PermissionsResources(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		break
	}
	if len(*cursors) != 1 {
		t.Errorf("read %d pages for one", len(*cursors))
	}
}

// inProcess calls a handler without a network, at the clock of a bubble.
type inProcess struct {
	handler http.Handler
	limited int // how many calls were answered 429
}

func (p *inProcess) RoundTrip(req *http.Request) (*http.Response, error) {
	time.Sleep(50 * time.Millisecond) // there and back again
	w := httptest.NewRecorder()
	p.handler.ServeHTTP(w, req)
	if w.Code == http.StatusTooManyRequests {
		p.limited++
	}
	return w.Result(), nil
}

// TestPagingStaysWithinTheTier reads a large team against the sandbox's limits
// and the clock: all of what Slack allows, and not a call more.
func TestPagingStaysWithinTheTier(t *testing.T) {
	t.Parallel()
	world := world.Demo(30_000)
	synctest.Test(t, func(t *testing.T) {
		transport := &inProcess{handler: sandbox.New(world, sandbox.Options{Now: time.Now})}
		token, err := model.ParseToken(world.Teams[0].Installs[0].Token)
		if err != nil {
			t.Fatal(err)
		}
		client, err := slackapi.New("http://localhost/api/", token)
		if err != nil {
			t.Fatal(err)
		}
		client.SetTransport(transport)

		began, pages, ids := time.Now(), 0, map[model.ResourceID]bool{}
		for page, err := range client.PermissionsResources(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			pages++
			for _, r := range page {
				ids[r.ID] = true
			}
		}
		if transport.limited > 0 {
			t.Errorf("%d calls were answered 429", transport.limited)
		}
		if len(ids) < 25_000 || pages < 25 {
			t.Errorf("read %d resources on %d pages", len(ids), pages)
		}
		const perMinute = 20
		if most := time.Duration((pages-1)/perMinute) * time.Minute; time.Since(began) > most+10*time.Second {
			t.Errorf("%d pages took %v", pages, time.Since(began))
		}
	})
}
