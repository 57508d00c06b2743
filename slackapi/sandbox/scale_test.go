package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"sync"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// TestLargeTeam walks a list of 20,000 over HTTP (100,000 with
// PERISCOPE_TESTS=full), while some of
// them are taken away and given back: no id comes twice, and each that was there
// all along comes.
func TestLargeTeam(t *testing.T) {
	t.Parallel()
	resources := 20_000
	if os.Getenv("PERISCOPE_TESTS") == "full" {
		resources = 100_000
	}
	world := world.Demo(resources)
	acme := world.Teams[0]
	s := sandbox.New(world, sandbox.Options{Unlimited: true})
	defer s.Close()
	server := httptest.NewServer(s)
	defer server.Close()

	restless := map[model.ResourceID]bool{}
	var moving []model.ResourceID
	for i, c := range acme.Conversations {
		if c.Type == catalog.Channel && i%200 == 199 {
			restless[c.ID] = true
			moving = append(moving, c.ID)
		}
	}
	stop := make(chan struct{})
	var changing sync.WaitGroup
	changing.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			one := model.Grant{Type: catalog.Channel, Resources: model.ResourceSet{IDs: moving[i%len(moving):][:1]}}
			change := s.RemoveResources
			if i/len(moving)%2 == 1 {
				change = s.AddResources
			}
			if err := change(acme.ID, one); err != nil {
				t.Error(err)
				return
			}
		}
	})
	seen := map[model.ResourceID]bool{}
	cursor, ended := "", false
	for range 1000 { // about 120 are needed
		page := resourcesPage(t, server.URL, acme.Installs[0].Token, cursor)
		for _, r := range page.Resources {
			if seen[r.ID] {
				t.Errorf("%s %s comes twice", r.Type, r.ID)
			}
			seen[r.ID] = true
		}
		if cursor = page.Metadata.NextCursor; cursor == "" {
			ended = true
			break
		}
	}
	close(stop)
	changing.Wait()
	if !ended {
		t.Fatal("the list has no end: 1,000 pages were read")
	}

	steady := 0
	for id := range seen {
		if !restless[id] {
			steady++
		}
	}
	if want := resources - len(acme.Installs[0].Users) - len(moving); steady != want {
		t.Errorf("%d of the %d that were there all along came", steady, want)
	}
}

func resourcesPage(t *testing.T, root, token, cursor string) listed {
	t.Helper()
	target := fmt.Sprintf("%s/api/apps.permissions.resources.list?limit=999&cursor=%s", root, url.QueryEscape(cursor))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, target, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var page listed
	if err := json.NewDecoder(response.Body).Decode(&page); err != nil || !page.OK {
		t.Fatalf("after %q: %s %v", cursor, page.Error, err)
	}
	return page
}

// BenchmarkLoad makes sandboxes of 100,000 resources, from nothing and from a file.
func BenchmarkLoad(b *testing.B) {
	file, err := json.Marshal(world.Demo(100_000))
	if err != nil {
		b.Fatal(err)
	}
	for name, world := range map[string]func() (world.World, error){
		"demo": func() (world.World, error) { return world.Demo(100_000), nil },
		"json": func() (world.World, error) { return world.Read(file) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				w, err := world()
				if err != nil {
					b.Fatal(err)
				}
				sandbox.New(w, sandbox.Options{}).Close()
			}
		})
	}
}
