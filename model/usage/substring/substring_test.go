package substring_test

import (
	"bytes"
	"testing"

	"periscope/model/usage/substring"
)

var texts = []string{"slack", "Slack", "SLACK", "ack", "say", "client", "lient.", "chat_post", "aaa", "aaaa", "é_"}

func TestIn(t *testing.T) {
	t.Parallel()
	set := substring.NewSet(texts...)
	for src, want := range map[string]substring.Found{
		"":               0,
		"sl":             0,
		"ac":             0,
		"ack":            set.Mask("ack"),
		"slack":          set.Mask("slack", "ack"),
		"Slac":           0,
		"xSlackx":        set.Mask("Slack", "ack"),
		"the SLACK_KEY":  set.Mask("SLACK"),
		"my client":      set.Mask("client"),
		"my client.":     set.Mask("client", "lient."),
		"aaa":            set.Mask("aaa"),
		"aaaa":           set.Mask("aaa", "aaaa"),
		"chat_pos t_sé_": set.Mask("é_"),
	} {
		if got := set.In([]byte(src)); got != want {
			t.Errorf("%q has %b, want %b", src, got, want)
		}
	}
}

func TestBadSets(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]func(){
		"a short text":         func() { substring.NewSet("ab") },
		"too many":             func() { substring.NewSet(make([]string, substring.MaxTexts+1)...) },
		"a text of no set":     func() { substring.NewSet("abc").Mask("abd") },
		"a text of a full set": func() { substring.NewSet(texts...).Mask("") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

// FuzzIn compares with a search for one text after the other.
func FuzzIn(f *testing.F) {
	set := substring.NewSet(texts...)
	f.Add([]byte("slack.chat_post(client.say)"))
	f.Add([]byte("aaaaSLACK\xc3\xa9_"))
	f.Fuzz(func(t *testing.T, src []byte) {
		got := set.In(src)
		for _, text := range texts {
			if want := bytes.Contains(src, []byte(text)); got&set.Mask(text) != 0 != want {
				t.Errorf("%q contains %q: %t", src, text, want)
			}
		}
	})
}

func BenchmarkIn(b *testing.B) {
	set := substring.NewSet(texts...)
	src := bytes.Repeat([]byte("    rows := l.client.Close(day) // what the customers of a day have paid\n"), 60)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		set.In(src)
	}
}
