package blockkit

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Values are what people entered, by block and action id.
type Values map[string]map[string]Object

// Clone returns a copy that can be changed.
func (v Values) Clone() Values {
	all := Values{}
	for block, actions := range v {
		all[block] = maps.Clone(actions)
	}
	return all
}

// Set enters something in an element.
func (v Values) Set(e Element, value Object) {
	if v[e.BlockID] == nil {
		v[e.BlockID] = map[string]Object{}
	}
	v[e.BlockID][e.ActionID()] = value
}

// Of returns the values of blocks: what was entered before in elements that are still there, and
// what the app put in the others.
func (b Blocks) Of(before Values) Values {
	all := Values{}
	for e := range b.Elements() {
		if !kinds[e.Type()].is(state) {
			continue
		}
		value := before[e.BlockID][e.ActionID()]
		if value == nil || value["type"] != e.Type() {
			value = e.initial()
		}
		all.Set(e, value)
	}
	return all
}

// initial is the value of an element that nobody has used.
func (e Element) initial() Object {
	k := kinds[e.Type()]
	value := e.Object[k.initial]
	if value == nil && k.is(many) {
		value = []any{}
	}
	return Object{"type": e.Type(), k.value: value}
}

// Filled reports whether somebody entered something.
func Filled(value Object) bool {
	switch is := value[kinds[text(value, "type")].value].(type) {
	case nil:
		return false
	case string:
		return is != ""
	case []any:
		return len(is) > 0
	}
	return true
}

// Enter returns the value of an element in which a person enters something: a text, a number, the
// value of an option, a list of those, or the value as Slack has it. The error says what a
// person could not have done.
func (e Element) Enter(entered any) (Object, error) {
	k := kinds[e.Type()]
	value := Object{"type": e.Type()}
	given, whole := entered.(Object)
	if _, has := given[k.value]; whole && has {
		maps.Copy(value, given)
		value["type"] = e.Type()
		return value, nil
	}
	list, isList := entered.([]any)
	switch {
	case entered == nil:
		return e.initial(), nil
	case isList && !k.is(many):
		return nil, fmt.Errorf("%s takes one value, and not a list", e.name())
	case !k.is(many):
		one, err := e.enterOne(entered)
		value[k.value] = one
		return value, err
	case !isList:
		list = []any{entered}
	}
	chosen := []any{}
	for _, entered := range list {
		one, err := e.enterOne(entered)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, one)
	}
	value[k.value] = chosen
	return value, nil
}

func (e Element) name() string { return fmt.Sprintf("%s %q", e.Type(), e.ActionID()) }

// notTexts are elements in which something else than a text can be entered.
var notTexts = []string{"datetimepicker", "file_input", "number_input", "rich_text_input"}

// enterOne is one value that a person chooses or writes.
func (e Element) enterOne(entered any) (any, error) {
	k := kinds[e.Type()]
	if _, isText := entered.(string); !isText && !slices.Contains(notTexts, e.Type()) {
		return nil, fmt.Errorf("%s takes a text, and not %v", e.name(), entered)
	}
	written := fmt.Sprint(entered)
	if n, is := entered.(float64); is {
		written = strconv.FormatFloat(n, 'f', -1, 64)
	}
	switch {
	case k.is(remote):
		return Object{"text": Object{"type": "plain_text", "text": written, "emoji": true}, "value": written}, nil
	case k.is(options):
		var has []string
		for _, o := range e.options() {
			if text(o, "value") == written {
				return o, nil
			}
			has = append(has, text(o, "value"))
		}
		return nil, fmt.Errorf("%s has no option %q: it has %s", e.name(), written, strings.Join(has, ", "))
	case e.Type() == "number_input":
		return written, nil // Slack: a number is a text
	case e.Type() == "plain_text_input":
		return written, e.checkLength(utf8.RuneCountInString(written))
	}
	return entered, nil
}

// checkLength says what a person cannot write.
func (e Element) checkLength(n int) error {
	if least, has := number(e.Object, "min_length"); has && n < least {
		return fmt.Errorf("%s takes at least %d characters", e.name(), least)
	}
	if most, has := number(e.Object, "max_length"); has && n > most {
		return fmt.Errorf("%s takes at most %d characters", e.name(), most)
	}
	return nil
}

// EnterAll returns the values of blocks in which a person enters several things: by action id, or
// by block id and action id. See [Element.Enter].
func (b Blocks) EnterAll(before Values, entered map[string]any) (Values, error) {
	all := before.Clone()
	for _, name := range slices.Sorted(maps.Keys(entered)) {
		if e, found := b.Find(name, ""); found && kinds[e.Type()].is(state) {
			value, err := e.Enter(entered[name])
			if err != nil {
				return nil, err
			}
			all.Set(e, value)
			continue
		}
		inside, isObject := entered[name].(Object)
		if !isObject || before[name] == nil {
			return nil, fmt.Errorf("there is nothing with the action_id %q to enter something in: there is %s", name, b.enterable())
		}
		if err := b.enterIn(name, inside, all); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// enterIn has a person enter things in one block.
func (b Blocks) enterIn(block string, entered Object, all Values) error {
	for _, action := range slices.Sorted(maps.Keys(entered)) {
		e, found := b.Find(action, block)
		if !found || !kinds[e.Type()].is(state) {
			return fmt.Errorf("block %q has nothing with the action_id %q to enter something in: there is %s", block, action, b.enterable())
		}
		value, err := e.Enter(entered[action])
		if err != nil {
			return err
		}
		all.Set(e, value)
	}
	return nil
}

// enterable names what a person can enter something in.
func (b Blocks) enterable() string {
	var names []string
	for e := range b.Elements() {
		if kinds[e.Type()].is(state) {
			names = append(names, e.ActionID())
		}
	}
	if names == nil {
		return "nothing of the kind"
	}
	return strings.Join(names, ", ")
}

// Missing returns the inputs that a person has to fill in and has not, by block id.
func (b Blocks) Missing(values Values) []string {
	var all []string
	for e := range b.Elements() {
		if e.Block == "input" && !e.Optional && !Filled(values[e.BlockID][e.ActionID()]) {
			all = append(all, e.BlockID)
		}
	}
	return all
}

// Inputs reports whether a block of that id takes input, so that an app may find it wrong.
func (b Blocks) Inputs(id string) bool {
	return slices.ContainsFunc(b, func(block Object) bool { return text(block, "type") == "input" && text(block, "block_id") == id })
}
