// Package blockkit reads Block Kit, as messages, modals and home tabs have it: it finds what
// Slack refuses, gives blocks and elements the ids that they lack, and keeps what people enter.
//
// It promises that what it reads comes out as it was, but for those ids. It knows no calls and
// no people: packages methods and delivery do.
package blockkit

import (
	"encoding/json"
	"iter"
	"strconv"
)

// Blocks are the blocks of a message or a view.
type Blocks []Object

// Read reads a list of blocks; false if it is none.
func Read(text string) (Blocks, bool) {
	var all []Object
	if !json.Valid([]byte(text)) || decode(text, &all) != nil || all == nil {
		return nil, false
	}
	for _, block := range all {
		if block == nil {
			return nil, false
		}
	}
	return all, true
}

// JSON is the blocks as text.
func (b Blocks) JSON() json.RawMessage {
	text, _ := json.Marshal(b) // it was read from JSON
	return text
}

// Element is a part of a block that a person can use.
type Element struct {
	Object
	BlockID string
	Block   string // the type of its block
	// Dispatches: using it is told to the app at once.
	Dispatches bool
	// Optional: of an input block, it may be left empty.
	Optional bool
}

// Type is that of the element: "button".
func (e Element) Type() string { return text(e.Object, "type") }

// ActionID is the app's name for the element.
func (e Element) ActionID() string { return text(e.Object, "action_id") }

// Elements are those that people can use, in order.
func (b Blocks) Elements() iter.Seq[Element] {
	return func(yield func(Element) bool) {
		for _, block := range b {
			for _, one := range elementsIn(block) {
				if _, known := kinds[one.Type()]; known && !yield(one) {
					return
				}
			}
		}
	}
}

// elementsIn returns all elements of a block, and of blocks inside it.
func elementsIn(block Object) []Element {
	var all []Element
	kind, id := text(block, "type"), text(block, "block_id")
	add := func(o Object) {
		if o != nil {
			all = append(all, Element{Object: o, BlockID: id, Block: kind, Dispatches: kind != "input"})
		}
	}
	for _, o := range objects(block, "elements") {
		if kind == "carousel" {
			all = append(all, elementsIn(o)...)
			continue
		}
		add(o)
	}
	for _, o := range objects(block, "actions") {
		add(o)
	}
	for _, o := range objects(block, "child_blocks") {
		all = append(all, elementsIn(o)...)
	}
	add(object(block, "accessory"))
	if input := object(block, "element"); input != nil {
		dispatches, _ := block["dispatch_action"].(bool)
		optional, _ := block["optional"].(bool)
		all = append(all, Element{Object: input, BlockID: id, Block: kind, Dispatches: dispatches, Optional: optional})
	}
	return all
}

// Find returns the element of an action id, in a block or, with an empty id, in any.
func (b Blocks) Find(action, block string) (Element, bool) {
	for e := range b.Elements() {
		if e.ActionID() == action && (block == "" || block == e.BlockID) {
			return e, true
		}
	}
	return Element{}, false
}

// FillIDs gives blocks and elements that have no id one, as Slack does; newID makes it.
func (b Blocks) FillIDs(newID func() string) {
	taken := map[string]bool{}
	for _, block := range b {
		taken[text(block, "block_id")] = true
	}
	fresh := func() string {
		for n := 0; ; n++ {
			id := newID()[:5]
			if n > 100 { // never but with ids that do not vary
				id += strconv.Itoa(n)
			}
			if !taken[id] {
				taken[id] = true
				return id
			}
		}
	}
	for _, block := range b {
		if text(block, "block_id") == "" {
			block["block_id"] = fresh()
		}
		for _, e := range elementsIn(block) {
			if _, known := kinds[e.Type()]; known && e.ActionID() == "" {
				e.Object["action_id"] = fresh()
			}
		}
	}
}
