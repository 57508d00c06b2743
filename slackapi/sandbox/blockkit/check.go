package blockkit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ProblemError is why Slack refuses blocks or a view: what is wrong, and where.
type ProblemError struct {
	Text    string
	Pointer string // "/view/blocks/0/type"
}

func (p *ProblemError) Error() string {
	if p.Pointer == "" {
		return p.Text
	}
	return p.Text + " [json-pointer:" + p.Pointer + "]"
}

// Surface is where blocks are.
type Surface string

// Where blocks can be.
const (
	Message Surface = "message"
	Modal   Surface = "modal"
	Home    Surface = "home"
)

// blockType is what a type of block needs, and whether views can have it: messages have all.
// Of several fields with "|" between one has to be there.
type blockType struct {
	needs []string
	views bool
}

var blockTypes = map[string]blockType{
	"actions":         {[]string{"elements"}, true},
	"alert":           {[]string{"text"}, true},
	"call":            {[]string{"call_id"}, false},
	"card":            {nil, false},
	"carousel":        {[]string{"elements"}, false},
	"container":       {[]string{"child_blocks"}, false},
	"context":         {[]string{"elements"}, true},
	"context_actions": {[]string{"elements"}, false},
	"data_table":      {[]string{"rows"}, false},
	"divider":         {nil, true},
	"file":            {[]string{"external_id", "source"}, false},
	"header":          {[]string{"text"}, true},
	"image":           {[]string{"alt_text", "image_url|slack_file"}, true},
	"input":           {[]string{"element", "label"}, true},
	"markdown":        {[]string{"text"}, false},
	"plan":            {nil, false},
	"rich_text":       {[]string{"elements"}, true},
	"section":         {[]string{"text|fields"}, true},
	"table":           {[]string{"rows"}, false},
	"task_card":       {nil, false},
	"video":           {[]string{"alt_text", "thumbnail_url", "title", "video_url"}, true},
}

// Slack: how many blocks a message has at most, how many a view; how long ids are, how many
// elements an actions block and a context have, fields a section, options a menu.
const (
	maxBlocks     = 50
	maxViewBlocks = 100
	maxID         = 255
	maxActions    = 25
	maxContext    = 10
	maxFields     = 10
	maxOptions    = 100
	maxHeader     = 150
	maxSection    = 3000
	maxButton     = 75
)

// Check returns the first thing for which Slack refuses blocks, or nil. at is where they are: "/blocks".
func (b Blocks) Check(on Surface, at string) *ProblemError {
	most := maxBlocks
	if on != Message {
		most = maxViewBlocks
	}
	if len(b) > most {
		return &ProblemError{fmt.Sprintf("no more than %d items allowed", most), at}
	}
	ids := map[string]bool{}
	for i, block := range b {
		at := at + "/" + strconv.Itoa(i)
		if p := checkBlock(block, on, at); p != nil {
			return p
		}
		id := text(block, "block_id")
		if id != "" && ids[id] {
			return &ProblemError{fmt.Sprintf("`block_id` %q already exists", id), at + "/block_id"}
		}
		ids[id] = true
	}
	return nil
}

func checkBlock(block Object, on Surface, at string) *ProblemError {
	name := text(block, "type")
	known, is := blockTypes[name]
	if !is || on != Message && !known.views {
		return &ProblemError{"unsupported type: " + name, at + "/type"}
	}
	for _, field := range known.needs {
		if !hasOne(block, field) {
			return &ProblemError{"missing required field: " + field, at}
		}
	}
	if p := tooLong(text(block, "block_id"), maxID, at+"/block_id"); p != nil {
		return p
	}
	switch name {
	case "header":
		return checkText(block, "text", "plain_text", maxHeader, at)
	case "section":
		if block["text"] != nil {
			if p := checkText(block, "text", "", maxSection, at); p != nil {
				return p
			}
		}
		if p := tooMany(block, "fields", maxFields, at); p != nil {
			return p
		}
		if accessory := object(block, "accessory"); accessory != nil && text(accessory, "type") != "image" {
			return checkElement(accessory, actions, at+"/accessory")
		}
	case "context":
		return tooMany(block, "elements", maxContext, at)
	case "actions":
		return checkElements(block, at)
	case "input":
		if p := checkText(block, "label", "plain_text", 2000, at); p != nil {
			return p
		}
		return checkElement(object(block, "element"), input, at+"/element")
	}
	return nil
}

func checkElements(block Object, at string) *ProblemError {
	if p := tooMany(block, "elements", maxActions, at); p != nil {
		return p
	}
	all := objects(block, "elements")
	if len(all) == 0 {
		return &ProblemError{"must provide at least 1 item", at + "/elements"}
	}
	for i, e := range all {
		if p := checkElement(e, actions, at+"/elements/"+strconv.Itoa(i)); p != nil {
			return p
		}
	}
	return nil
}

// checkElement checks something that people use, of a kind that fits where it is.
func checkElement(e Object, fits traits, at string) *ProblemError {
	name := text(e, "type")
	known, is := kinds[name]
	if !is || !known.is(fits) {
		return &ProblemError{"unsupported type: " + name, at + "/type"}
	}
	if p := tooLong(text(e, "action_id"), maxID, at+"/action_id"); p != nil {
		return p
	}
	switch {
	case name == "button":
		return checkText(e, "text", "plain_text", maxButton, at)
	case known.is(options) && !known.is(remote) && !hasOne(e, "options|option_groups"):
		return &ProblemError{"missing required field: options", at}
	case known.is(options):
		return tooMany(e, "options", maxOptions, at)
	}
	return nil
}

// checkText checks a text object: of a type, if one is given, and not empty.
func checkText(o Object, field, kind string, most int, at string) *ProblemError {
	at += "/" + field
	is := object(o, field)
	switch {
	case o[field] == nil:
		return &ProblemError{"missing required field: " + field, strings.TrimSuffix(at, "/"+field)}
	case is == nil:
		return &ProblemError{"must provide an object", at}
	case kind != "" && text(is, "type") != kind, text(is, "type") != "plain_text" && text(is, "type") != "mrkdwn":
		return &ProblemError{"unsupported type: " + text(is, "type"), at + "/type"}
	case text(is, "text") == "":
		return &ProblemError{"must be more than 0 characters", at + "/text"}
	}
	return tooLong(text(is, "text"), most, at+"/text")
}

func tooLong(value string, most int, at string) *ProblemError {
	if utf8.RuneCountInString(value) > most {
		return &ProblemError{fmt.Sprintf("must be less than %d characters", most+1), at}
	}
	return nil
}

func tooMany(o Object, field string, most int, at string) *ProblemError {
	if len(objects(o, field)) > most {
		return &ProblemError{fmt.Sprintf("no more than %d items allowed", most), at + "/" + field}
	}
	return nil
}

// hasOne reports whether an object has a field, or one of several.
func hasOne(o Object, fields string) bool {
	return slices.ContainsFunc(strings.Split(fields, "|"), func(name string) bool { return o[name] != nil })
}
