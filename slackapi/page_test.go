package slackapi_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"periscope/model"
	"periscope/slackapi"
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
