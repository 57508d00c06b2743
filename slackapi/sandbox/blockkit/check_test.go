package blockkit

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
)

const inputBlock = `{"type":"input","label":{"type":"plain_text","text":"L"},"element":{"type":"plain_text_input"}}`

// TestCheck: what Slack refuses, and where.
func TestCheck(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		on     Surface
		blocks string
		want   string // of the problem; empty: none
	}{
		{Message, `[{"type":"divider"}]`, ""},
		{Message, `[{"type":"markdown","text":"x"}]`, ""},
		{Modal, `[{"type":"markdown","text":"x"}]`, "unsupported type: markdown [json-pointer:/blocks/0/type]"},
		{Message, `[{"type":"nope"}]`, "unsupported type: nope [json-pointer:/blocks/0/type]"},
		{Message, `[{"type":"header"}]`, "missing required field: text [json-pointer:/blocks/0]"},
		{Message, `[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]`, "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"},
		{Message, `[{"type":"section","text":{"type":"mrkdwn","text":""}}]`, "must be more than 0 characters [json-pointer:/blocks/0/text/text]"},
		{Message, `[{"type":"section","text":"x"}]`, "must provide an object [json-pointer:/blocks/0/text]"},
		{Message, `[{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}]`, "`block_id` \"a\" already exists [json-pointer:/blocks/1/block_id]"},
		{Message, `[{"type":"actions","elements":[]}]`, "must provide at least 1 item [json-pointer:/blocks/0/elements]"},
		{Message, `[{"type":"actions","elements":[{"type":"button"}]}]`, "missing required field: text [json-pointer:/blocks/0/elements/0]"},
		{Message, `[{"type":"actions","elements":[{"type":"email_text_input"}]}]`, "unsupported type: email_text_input [json-pointer:/blocks/0/elements/0/type]"},
		{Message, `[{"type":"actions","elements":[{"type":"static_select"}]}]`, "missing required field: options [json-pointer:/blocks/0/elements/0]"},
		{Message, `[{"type":"input","label":{"type":"plain_text","text":"L"},"element":{"type":"button"}}]`, "unsupported type: button [json-pointer:/blocks/0/element/type]"},
		{Modal, "[" + inputBlock + "]", ""},
		{Home, "[" + strings.Repeat(`{"type":"divider"},`, 99) + inputBlock + "]", ""},
		{Home, "[" + strings.Repeat(`{"type":"divider"},`, 100) + inputBlock + "]", "no more than 100 items allowed [json-pointer:/blocks]"},
		{Message, "[" + strings.Repeat(`{"type":"divider"},`, 50) + inputBlock + "]", "no more than 50 items allowed [json-pointer:/blocks]"},
	} {
		blocks, ok := Read(test.blocks)
		if !ok {
			t.Fatalf("%s is not read", test.blocks)
		}
		got := ""
		if p := blocks.Check(test.on, "/blocks"); p != nil {
			got = p.Error()
		}
		if got != test.want {
			t.Errorf("%s on a %s: %q, want %q", test.blocks, test.on, got, test.want)
		}
	}
	for _, text := range []string{"", "{}", "[1]", "[null]", "null", `[{}] x`} {
		if _, ok := Read(text); ok {
			t.Errorf("%q is read as blocks", text)
		}
	}
}

func TestReadView(t *testing.T) {
	t.Parallel()
	modal := func(more string) string {
		return `{"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[]` + more + "}"
	}
	long := strings.Repeat("a", 25)
	for view, want := range map[string]string{
		modal(""):            "",
		modal(`,"state":{}`): "invalid additional property: state [json-pointer:/view]",
		modal(`,"callback_id":"` + strings.Repeat("a", 256) + `"`):     "must be less than 256 characters [json-pointer:/view/callback_id]",
		modal(`,"submit":{"type":"plain_text","text":"` + long + `"}`): "must be less than 25 characters [json-pointer:/view/submit/text]",
		`{"type":"modal","blocks":[]}`:                                 "missing required field: title [json-pointer:/view]",
		`{"type":"home","blocks":[]}`:                                  "must be one of: modal [json-pointer:/view/type]",
		`{"blocks":[]}`:                                                "missing required field: type [json-pointer:/view]",
		`{"type":"modal"}`:                                             "missing required field: blocks [json-pointer:/view]",
		`[]`:                                                           "must provide an object [json-pointer:/view]",
		strings.Replace(modal(""), "[]", "["+inputBlock+"]", 1):        "missing required field: submit: a view with input blocks needs one [json-pointer:/view]",
	} {
		got := ""
		if _, p := ReadView(view, Modal); p != nil {
			got = p.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", view, got, want)
		}
	}
}

// TestIDsAreFilledIn: where there are none, and differ; the rest comes out as it was.
func TestIDsAreFilledIn(t *testing.T) {
	t.Parallel()
	blocks, _ := Read(`[{"type":"divider"},{"type":"divider","block_id":"00001"},{"type":"actions","elements":[{"type":"button","n":12345678901234567890}]}]`)
	n := 0
	blocks.FillIDs(func() string {
		n++
		return strings.Repeat("0", 5-len(strconv.Itoa(n))) + strconv.Itoa(n)
	})
	const want = `[{"block_id":"00002","type":"divider"},{"block_id":"00001","type":"divider"},` +
		`{"block_id":"00003","elements":[{"action_id":"00004","n":12345678901234567890,"type":"button"}],"type":"actions"}]`
	if got := string(blocks.JSON()); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestEveryElementHoldsWhatIsEntered, and tells it in the field that Slack has for it.
func TestEveryElementHoldsWhatIsEntered(t *testing.T) {
	t.Parallel()
	for name, k := range kinds {
		if !k.is(state) {
			continue
		}
		text := `[{"type":"input","block_id":"b","label":{"type":"plain_text","text":"L"},"element":{"type":"` + name +
			`","action_id":"a","options":[{"text":{"type":"plain_text","text":"X"},"value":"x"}]}}]`
		blocks, _ := Read(text)
		values := blocks.Of(nil)
		if Filled(values["b"]["a"]) || len(blocks.Missing(values)) != 1 {
			t.Errorf("%s is filled in from the start: %v", name, values)
		}
		entered, err := blocks.EnterAll(values, map[string]any{"a": "x"})
		if name == "rich_text_input" {
			entered, err = blocks.EnterAll(values, map[string]any{"b": Object{"a": Object{"rich_text_value": Object{"type": "rich_text"}}}})
		}
		if err != nil || !Filled(entered["b"]["a"]) || len(blocks.Missing(entered)) != 0 {
			t.Errorf("%s: %v %v", name, entered, err)
		}
		if _, list := entered["b"]["a"][k.value].([]any); list != k.is(many) || entered["b"]["a"]["type"] != name {
			t.Errorf("%s holds %v", name, entered["b"]["a"])
		}
		if Filled(values["b"]["a"]) {
			t.Errorf("%s: the values of before have changed", name)
		}
	}
}

// FuzzReadView: whatever an app sends as a view is read or refused, and what is read can be used.
func FuzzReadView(f *testing.F) {
	f.Add(`{"type":"modal","title":{"type":"plain_text","text":"T"},"submit":{"type":"plain_text","text":"T"},"blocks":[` + inputBlock + `]}`)
	f.Add(`{"type":"home","blocks":[{"type":"container","child_blocks":[{"type":"carousel","elements":[{"actions":[{"type":"button"}]}]}]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, on := range []Surface{Modal, Home} {
			v, problem := ReadView(text, on)
			if problem != nil {
				if problem.Error() == "" {
					t.Error("a problem says nothing")
				}
				continue
			}
			v.Blocks.FillIDs(func() string { return "abcdef" })
			values := v.Blocks.Of(nil)
			for e := range v.Blocks.Elements() {
				if e.ActionID() == "" || e.BlockID == "" && e.Block != "card" {
					continue
				}
				_, _ = e.Enter("x")
				_ = e.Shape()
			}
			if _, err := json.Marshal(values); err != nil {
				t.Error(err)
			}
			_ = v.Blocks.Missing(values)
		}
	})
}
