package ui

import (
	"fmt"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
)

// hostileNames are as long, as wide and as odd as names get. Control characters are not
// among them: those are gone before a name reaches the explorer.
var hostileNames = []string{
	"", " ", "a", strings.Repeat("long-", 60), strings.Repeat("長い名前", 40), strings.Repeat("👩‍👩‍👧‍👦", 9), "e" + strings.Repeat("\u0301", 30) + "nd",
	"مرحبا بالعالم", "ﷺﷺﷺﷺ", "\u0301only a mark", "tab\u00a0space", "🇩🇪🇫🇷", "a:" + strings.Repeat("b", 90), ":::...", "…", "한국어 채널 이름",
}

// hostile is a memory of teams, resources, people and scopes with such names.
func hostile() *installSource {
	m := &installSource{memory: &memory{}, scopes: map[string][]catalog.Scope{}}
	var page []model.Resource
	var ids []model.ResourceID
	for i, name := range hostileNames {
		id := model.ResourceID(fmt.Sprintf("C%08d", i))
		page = append(page, model.Resource{Type: catalog.Channel, ID: id, Name: name, Archived: i%5 == 4})
		ids = append(ids, model.ResourceID(fmt.Sprintf("G%d", i))+model.ResourceID(strings.Repeat("X", i*3)))
	}
	for i, name := range hostileNames {
		w := &world{resources: [][]model.Resource{page}, perms: model.NewPermissions([]model.Grant{
			{
				Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write", "channels:history", "conversations:history", catalog.Scope(hostileNames[3])},
				Resources: model.ResourceSet{Wildcard: true, Excluded: []model.ResourceID{"C00000003", "C00000004", "C00000007"}},
			},
			{Type: catalog.Group, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{IDs: ids}},
			{Type: catalog.ResourceType(strings.Repeat("type", 20)), Scopes: []catalog.Scope{"odd:" + catalog.Scope(hostileNames[4])}, Resources: model.ResourceSet{IDs: ids}},
		})}
		if i%4 == 3 {
			w.err = refusal{"a word that is long", strings.Repeat("A sentence that is long. ", 9), hostileNames[4]}
		}
		m.put(fmt.Sprintf("key-%d-%s", i, strings.Repeat("k", i*4)), name, w)
		if i%3 == 2 {
			m.teams[i].Kind, w.perms.Kind = catalog.Bot, catalog.Bot
		}
	}
	return m
}

// paneViews are what the panes can show.
var paneViews = [][]string{
	{},
	{"j"},
	{"j", "j"},
	{"G"},
	{"/", "長"},
	{"/", "zzz"},
	{"2"},
	{"2", "e"},
	{"2", "e", "j", "j", "j"},
	{"2", "e", "G"},
	{"2", "/", "o"},
	{"2", "/", "~ng長"},
	{"2", "/", "zzz", "enter"},
	{"3"},
	{"3", "j", "j"},
	{"3", "G"},
	{"3", "enter"},
	{"3", "enter", "e", "G"},
	{"2", "j", "3", "G", "enter"},
	{"3", "/", "long"},
	{"3", "space", "j", "space"},
	{"r"},
	{"x"},
	{"U"},
}

// TestEveryPaneAtEverySize draws what the panes can show, with hostile names, at every
// size that is small, and at some large ones: exactly as wide and as high as the screen.
// Some sizes are enough for the plain run.
func TestEveryPaneAtEverySize(t *testing.T) {
	t.Parallel()
	var sizes [][2]int
	for w := 1; w <= 40; w++ {
		for h := 1; h <= 12; h++ {
			if os.Getenv("PERISCOPE_TESTS") == "full" || (w*13+h*7)%31 == 0 {
				sizes = append(sizes, [2]int{w, h})
			}
		}
	}
	sizes = append(sizes, [2]int{59, 14}, [2]int{60, 14}, [2]int{61, 8}, [2]int{80, 24}, [2]int{119, 36}, [2]int{200, 60}, [2]int{400, 120})
	for _, ascii := range []bool{false, true} {
		for i, keys := range paneViews {
			t.Run(fmt.Sprintf("%d/%v", i, ascii), func(t *testing.T) {
				t.Parallel()
				d := drive(t, hostile(), 80, 24)
				d.e.ascii = ascii
				d.press(keys...)
				for _, size := range sizes {
					d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
					if checkSize(t, d.screen(), size[0], size[1]); t.Failed() {
						t.Fatalf("after %q at %dx%d", keys, size[0], size[1])
					}
				}
			})
		}
	}
}
