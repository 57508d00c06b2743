package page

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"periscope/slackapi/sandbox/blockkit"
	"periscope/slackapi/sandbox/state"
)

// messageView is a message of a conversation.
type messageView struct {
	Who, At, TS, App string
	Channel          string
	To, ToName       string // who alone sees it; empty: everybody
	Text             string
	InThread         bool
	Edited, Pinned   bool
	Parts            []partView
	Notes            []string // files and reactions
}

// partView is a block, or an attachment, drawn simply: texts, and what can be pressed.
type partView struct {
	Kind     string // heading, line, quiet, rule, input or other
	Texts    []string
	Elements []elementView
}

// elementView is what a person can use.
type elementView struct {
	Kind       string // button or menu
	Text       string
	Action     string
	BlockID    string
	CallbackID string // of an attachment
	Value      string
	Options    []optionView
}

type optionView struct{ Text, Value string }

func describeMessage(t *state.Team, m *state.Message) messageView {
	v := messageView{
		Who: nameOf(t, m.User), At: momentOf(m.TS), TS: m.TS, App: m.AppID, Text: plain(t, m.Text),
		InThread: m.ThreadTS != "" && m.ThreadTS != m.TS, Edited: m.Edited != "", Pinned: m.PinnedAt != 0,
	}
	v.Channel = string(m.Channel)
	if m.To != "" {
		v.To, v.ToName = string(m.To), nameOf(t, m.To)
	}
	if m.Username != "" {
		v.Who = clean(m.Username)
	}
	v.Parts = append(blockParts(t, m.Blocks), attachmentParts(t, m.Attachments)...)
	var files []struct{ Name, Mode string }
	_ = json.Unmarshal(m.Files, &files) // none is none
	for _, f := range files {
		v.Notes = append(v.Notes, "file: "+clean(cmp.Or(f.Name, f.Mode)))
	}
	for _, r := range m.Reactions {
		v.Notes = append(v.Notes, fmt.Sprintf(":%s: %d", clean(r.Name), r.Count))
	}
	return v
}

type blockText struct{ Text string }

// block is what the page draws of a block.
type block struct {
	Type     string          `json:"type"`
	BlockID  string          `json:"block_id"`
	Text     json.RawMessage `json:"text"` // an object, or of markdown a string
	Fields   []blockText     `json:"fields"`
	Elements []blockElement  `json:"elements"`
	One      *blockElement   `json:"accessory"`
	Input    *blockElement   `json:"element"`
	Label    blockText       `json:"label"`
	AltText  string          `json:"alt_text"`
	Title    json.RawMessage `json:"title"`
}

type blockElement struct {
	Type      string          `json:"type"`
	ActionID  string          `json:"action_id"`
	Text      json.RawMessage `json:"text"`
	Value     string          `json:"value"`
	AltText   string          `json:"alt_text"`
	Multiline bool            `json:"multiline"`
	Options   []struct {
		Text  json.RawMessage `json:"text"`
		Value string          `json:"value"`
	} `json:"options"`
	Elements json.RawMessage `json:"elements"` // of rich text
}

// textIn is a text, whether it is an object or a string.
func textIn(raw json.RawMessage) string {
	var object blockText
	if json.Unmarshal(raw, &object) == nil && object.Text != "" {
		return object.Text
	}
	var s string
	_ = json.Unmarshal(raw, &s) // neither is no text
	return s
}

func blockParts(t *state.Team, raw json.RawMessage) []partView {
	var blocks []block
	if json.Unmarshal(raw, &blocks) != nil {
		return nil
	}
	var parts []partView
	for _, b := range blocks {
		part := partView{Kind: "line"}
		add := func(s string) {
			if s != "" {
				part.Texts = append(part.Texts, plain(t, s))
			}
		}
		switch b.Type {
		case "header":
			part.Kind = "heading"
		case "divider":
			part.Kind = "rule"
		case "context":
			part.Kind = "quiet"
		case "input":
			part.Kind = "input"
		case "section", "actions", "markdown", "rich_text":
		default:
			part.Kind = "other"
			add(b.Type + ": " + b.AltText + " " + textIn(b.Title))
		}
		add(textIn(b.Text))
		add(b.Label.Text)
		for _, f := range b.Fields {
			add(f.Text)
		}
		for _, e := range append(b.Elements, elementsOf(b.One, b.Input)...) {
			if e.ActionID != "" {
				part.Elements = append(part.Elements, e.view(t, b.BlockID))
				continue
			}
			add(textIn(e.Text))
			add(e.AltText)
			add(richText(e.Elements))
		}
		parts = append(parts, part)
	}
	return parts
}

func elementsOf(all ...*blockElement) []blockElement {
	var there []blockElement
	for _, e := range all {
		if e != nil {
			there = append(there, *e)
		}
	}
	return there
}

func (e blockElement) view(t *state.Team, block string) elementView {
	v := elementView{Kind: "button", Text: plain(t, textIn(e.Text)), Action: e.ActionID, BlockID: block, Value: e.Value}
	for _, o := range e.Options {
		v.Kind = "menu"
		v.Options = append(v.Options, optionView{plain(t, textIn(o.Text)), o.Value})
	}
	if v.Text == "" {
		v.Text = clean(e.Type + " " + e.ActionID)
	}
	return v
}

// richElement is a part of rich text, whatever its kind.
type richElement struct {
	Text     string        `json:"text"`
	URL      string        `json:"url"`
	Name     string        `json:"name"`
	UserID   string        `json:"user_id"`
	Elements []richElement `json:"elements"`
}

// richText is the words of rich text, whatever their shape. It reads the text once, however
// deep it is.
func richText(raw json.RawMessage) string {
	var elements []richElement
	_ = json.Unmarshal(raw, &elements) // what is none of these has no words
	var words strings.Builder
	addRichText(&words, elements)
	return words.String()
}

func addRichText(words *strings.Builder, elements []richElement) {
	for _, e := range elements {
		switch {
		case e.Text != "":
			words.WriteString(e.Text)
		case e.UserID != "":
			words.WriteString("<@" + e.UserID + ">")
		case e.Name != "":
			words.WriteString(":" + e.Name + ":")
		default:
			words.WriteString(e.URL)
		}
		addRichText(words, e.Elements)
	}
}

// attachmentParts draws attachments of before Block Kit.
func attachmentParts(t *state.Team, raw json.RawMessage) []partView {
	var attachments []struct {
		Pretext    string `json:"pretext"`
		Title      string `json:"title"`
		Text       string `json:"text"`
		Footer     string `json:"footer"`
		Fallback   string `json:"fallback"`
		CallbackID string `json:"callback_id"`
		Fields     []struct{ Title, Value string }
		Actions    []struct {
			Name, Text, Type, Value string
			Options                 []optionView
		}
		Blocks json.RawMessage
	}
	if json.Unmarshal(raw, &attachments) != nil {
		return nil
	}
	var parts []partView
	for _, a := range attachments {
		part := partView{Kind: "quiet"}
		for _, s := range []string{a.Pretext, a.Title, a.Text, a.Footer} {
			if s != "" {
				part.Texts = append(part.Texts, plain(t, s))
			}
		}
		for _, f := range a.Fields {
			part.Texts = append(part.Texts, plain(t, f.Title+": "+f.Value))
		}
		if len(part.Texts) == 0 && a.Fallback != "" {
			part.Texts = []string{plain(t, a.Fallback)}
		}
		for _, act := range a.Actions {
			e := elementView{Kind: "button", Text: plain(t, act.Text), Action: act.Name, CallbackID: a.CallbackID, Value: act.Value}
			for _, o := range act.Options {
				e.Kind = "menu"
				e.Options = append(e.Options, optionView{plain(t, o.Text), o.Value})
			}
			part.Elements = append(part.Elements, e)
		}
		parts = append(append(parts, part), blockParts(t, a.Blocks)...)
	}
	return parts
}

// formView is a dialog that an app opened by dialog.open.
type formView struct {
	ID, User, Title, Submit string
	Fields                  []fieldView
}

// viewView is a modal, or a home tab, as a person sees it.
type viewView struct {
	ID, User, Title, Submit string
	Home                    bool
	Parts                   []partView
	Fields                  []fieldView // of input blocks
}

type fieldView struct {
	Name, Label, Kind, Value, Hint string
	Options                        []optionView
}

// describeView draws a view: what it says and what can be pressed, and then what it asks for.
func describeView(t *state.Team, shown *state.View) viewView {
	raw := shown.Blocks.JSON()
	v := viewView{
		ID: shown.ID, User: nameOf(t, shown.User), Title: plain(t, textOf(shown.Title)), Submit: plain(t, textOf(shown.Submit)),
		Home: shown.Type == blockkit.Home,
	}
	var blocks []block
	_ = json.Unmarshal(raw, &blocks) // it was checked when it was opened
	for _, part := range blockParts(t, raw) {
		if part.Kind != "input" {
			v.Parts = append(v.Parts, part)
		}
	}
	for _, b := range blocks {
		if b.Type != "input" || b.Input == nil {
			continue
		}
		field := fieldView{Name: b.Input.ActionID, Label: plain(t, b.Label.Text)}
		if b.Input.Multiline {
			field.Kind = "textarea"
		}
		field.Options = b.Input.view(t, b.BlockID).Options
		v.Fields = append(v.Fields, field)
	}
	return v
}

// textOf is the text of an object of Block Kit, or nothing.
func textOf(object any) string {
	body, _ := json.Marshal(object) // it was JSON
	return textIn(body)
}

// describeForm is a dialog of dialog.open.
func describeForm(t *state.Team, f state.Form) formView {
	var d struct {
		Title    string `json:"title"`
		Submit   string `json:"submit_label"`
		Elements []struct {
			Type, Name, Label, Value, Hint string
			Options                        []struct{ Label, Value string }
		}
	}
	_ = json.Unmarshal(f.Dialog, &d) // it was checked when it was opened
	v := formView{ID: f.ID, User: nameOf(t, f.User), Title: clean(d.Title), Submit: clean(d.Submit)}
	if v.Submit == "" {
		v.Submit = "Submit"
	}
	for _, e := range d.Elements {
		field := fieldView{Name: e.Name, Label: clean(e.Label), Kind: e.Type, Value: clean(e.Value), Hint: clean(e.Hint)}
		for _, o := range e.Options {
			field.Options = append(field.Options, optionView{clean(o.Label), o.Value})
		}
		v.Fields = append(v.Fields, field)
	}
	return v
}
