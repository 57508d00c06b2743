// Package usage finds the Web API methods that source code calls.
//
// It reads text. It compiles, runs and fetches nothing, so it works on code
// that does not build, and in any repository. In return it can be wrong, and
// prefers to miss a call over naming one that is not there:
//
//   - Only methods that the catalogue knows are found, in the spellings of the
//     SDKs for Go (slack-go), Python, JavaScript, Java (Kotlin, Scala, Groovy), Ruby,
//     PHP, C# (SlackNet), Rust (slack-morphism), Elixir and PowerShell (PSSlack), by
//     their name in quotes where a function is told to call it, and, in any language, as
//     URLs below slack.com/api. In such a URL a method counts that the catalogue does not
//     know, if it is of a family that it does.
//   - Comments are no calls, and in strings only names and URLs count.
//   - Names as common as users.list count in files that speak of Slack, and on
//     something that is likely a Slack client: see receiver.go.
//   - A method that is passed to a function counts in Python, retry(client.users_list),
//     and in Java, client::usersList.
//   - Functions that call the method they are told are found by what they do, in all
//     files of a project: see wrappers.go. So are constants and variables that hold a
//     method's name: see held_names.go.
//   - A file that never says Slack may be handed the client of an app, app.client, or say,
//     by another file of a project that uses an SDK: see clients.go and bolt_helpers.go.
//   - A string that is exactly the path of a method, '/users.info', counts in code about
//     Slack of a project that has Slack's address, where it is told to a function that is
//     the code's own or is named for Slack; elsewhere there it is listed as untraced.
//   - What looks like a call and whose method is not known is listed as untraced.
package usage

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"sync"

	"periscope/model/usage/library"
	"periscope/model/usage/substring"
)

// File is one file of a project, and the calls that [Search] found in it.
type File struct {
	// Path is where the file is in the project; empty if it is not known. What files of tests
	// call is Named, and no call of the app.
	Path string

	Calls    []Call
	Untraced []Untraced
	Named    []Named

	read *language
	source
}

// Find returns the calls in one source file of a language that [Language] named, in the
// order of the source, as if it was all there is. It takes time in proportion to the
// length of src, and never fails: text that is not of the language has calls or has none.
func Find(language string, src []byte) []Call {
	f := Read(language, src)
	if f == nil {
		return nil
	}
	Search([]*File{f}, InTurn)
	return f.Calls
}

// Read reads one file of a project, to be searched together with the others by [Search].
// It returns nil if the file holds no call, whatever is in the others. It does not keep src.
func Read(language string, src []byte) *File {
	var lines lineMap
	if language == "Notebook" {
		if !mentionsSlack(src) && !quotesMethod(src) {
			return nil
		}
		language, src, lines = readNotebook(src)
	}
	if _, ok := languages[language]; !ok || !worthReading(language, src) {
		return nil
	}
	return readText(language, src, lines)
}

func readText(language string, src []byte, lines lineMap) *File {
	l := languages[language]
	f := &File{read: l, source: source{
		language: language, syntax: &l.syntax, text: splitSource(src, &l.syntax), lines: lines,
		addressed: map[string][]int{}, made: map[string]bool{}, origins: map[string]receiverKind{}, declared: newFacts(),
		project:    &Project{facts: newFacts()},
		readsCalls: l.findCalls != nil,
	}}
	s := &f.source
	s.knowsAPI = bytes.Contains(s.text.plain, []byte("slack.com/api")) || bytes.Contains(s.text.plain, []byte("slack-gov.com/api"))
	s.aboutSlack = s.knowsAPI || s.speaksOfSlack() || l.boltClient && boltListener(s.text.code)
	s.handles = handlesFailures(s.text.code)
	s.declared.knowsAPI = s.knowsAPI
	s.declared.knowsHost = s.knowsAPI || slackHost().Match(s.text.plain)
	s.declared.bolt = s.importsBolt(src)
	s.declared.rtmModule = s.language == "Elixir" && usesSlack().Match(s.text.code)
	s.collectLibraries()
	s.collectSettings()
	s.collectAlias()
	s.collectOwnCalls()
	s.collectCommands()
	s.collectProxies()
	s.collectBases()
	s.collectSenders()
	s.collectHeld()
	s.collectClients()
	s.familySites(func(p parameter, prefix string) {
		s.declared.families[s.calledAs(p)] = familyParameter{prefix, p.index}
	}, nil)
	return f
}

// find finds the calls and notes which wrappers are called.
func (f *File) find(used map[string]bool) {
	s := &f.source
	s.ownCalls = nil
	s.takePaths()
	clear(s.origins) // what the other files declare is known now
	s.takeClients()
	s.findURLs()
	s.findURLPaths()
	s.findMethodNames(used)
	s.findFamilies(used)
	s.findJoined(used)
	s.findUndocumented(used)
	switch s.language {
	case "Shell":
		s.findShellWords(used)
	case "PowerShell":
		s.findCommands(used)
	}
	if f.read.findCalls != nil {
		f.read.findCalls(s)
	}
	s.findLibraries()
	s.listLibraries()
	s.findNamedForMethods()
	if len(s.settings) == 0 {
		s.useSettings(used)
	}
	s.listDynamic()
	s.listMCP()
	s.listUnreadLanguage(f.read)
}

// quick is a look at a whole file of a language, before the careful one: most files of most
// repositories have nothing to do with Slack.
type quick struct {
	texts *substring.Set
	// read are those of which one is enough to read the file: Slack's name, names that few other programs
	// have, and marks of libraries.
	read substring.Found
	// listener and client are those of which a file of Bolt's listeners has one each.
	listener, client substring.Found
	// reached are those of which a file has one that calls the client of another.
	reached substring.Found
}

// quickLooks are those at the files of each language.
var quickLooks = sync.OnceValue(func() map[string]quick {
	looks := map[string]quick{}
	for name, l := range languages {
		read := slices.Concat(slackSpellings, l.slackNames, library.Marks(name))
		q := quick{texts: substring.NewSet(slices.Concat(read, listenerGiven, reachedClients, []string{"client", "say("})...)}
		q.read = q.texts.Mask(read...)
		if l.boltClient {
			q.listener, q.client = q.texts.Mask(listenerGiven...), q.texts.Mask("client")
		}
		if sharesClients(name) {
			q.reached = q.texts.Mask(append(reachedClients, "say(")...)
		}
		looks[name] = q
	}
	return looks
})

// worthReading reports whether a file may hold a call.
func worthReading(language string, src []byte) bool {
	q := quickLooks()[language]
	has := q.texts.In(src)
	return has&q.read != 0 || has&q.listener != 0 && has&q.client != 0 && boltListener(src) || quotesMethod(src) ||
		sharesClients(language) && (importsClient(src) || has&q.reached != 0 && reachesClient(src))
}

// mostRounds bounds how many wrappers around wrappers are followed.
const mostRounds = 4

// InTurn runs a function at once.
func InTurn(f func()) { f() }

// Search finds the calls in the files of one project, which [Read] returned. It sets
// the Calls and Untraced of each file, in the order of the source. start runs functions
// side by side; they end on their own. [InTurn] runs one after the other.
func Search(files []*File, start func(f func())) {
	p := &Project{facts: newFacts(), used: map[string]bool{}, places: map[string]bool{}, heldIn: map[string]map[string]bool{}}
	markTests(files)
	for _, f := range files {
		f.project, f.dir = p, path.Dir(f.Path)
		p.addPlaces(f.Path)
		if !f.isTest {
			p.add(f.declared)
			p.holdIn(f.dir, f.declared.clients)
		}
	}
	p.findWrappers(files)
	var (
		workers sync.WaitGroup
		mine    sync.Mutex
	)
	for part := range slices.Chunk(files, max(1, len(files)/8)) {
		workers.Add(1)
		start(func() {
			defer workers.Done()
			used := map[string]bool{}
			for _, f := range part {
				if f.isTest {
					f.find(map[string]bool{})
				} else {
					f.find(used)
				}
			}
			mine.Lock()
			defer mine.Unlock()
			for _, f := range part {
				if f.tells && !f.isTest {
					used[toldMethod] = true
				}
			}
			maps.Copy(p.used, used)
		})
	}
	workers.Wait()
	p.list(files)
}

// findWrappers finds the functions of the project's own that are told a method, and those that
// tell these, until there are no more.
func (p *Project) findWrappers(files []*File) {
	for range mostRounds {
		grown := false
		for _, f := range files {
			if f.isTest {
				continue
			}
			for name, argument := range f.findWrappers() {
				grown = p.addWrapper(name, argument) || grown
			}
			maps.Copy(p.wrapping, f.declared.wrapping)
			maps.Copy(p.told, f.declared.told)
		}
		if !grown {
			return
		}
	}
}

// list lists what was found in each file, and what may call methods and cannot be traced.
func (p *Project) list(files []*File) {
	for _, f := range files {
		f.listSettings()
	}
	callsNone := !slices.ContainsFunc(files, func(f *File) bool { return !f.isTest && len(f.found)+len(f.untraced)+len(f.named) > 0 })
	tokensOpen := callsNone && p.leavesTokensOpen()
	for _, f := range files {
		if callsNone && p.knowsAPI && len(p.clients) == 0 && !f.isTest && !f.makesAnyClient() {
			f.listAddress()
		}
		if tokensOpen && f.read.findCalls != nil && f.language != "YAML" && !f.isTest {
			f.listToken()
		}
		if !f.isTest {
			f.listUnusedWrappers()
			f.listKept()
			f.listOwnCalls()
		}
		f.leaveTests()
		f.Calls, f.Untraced, f.Named = f.calls(), f.untracedCalls(), f.namedMethods()
		f.text = text{} // it is long, and read
	}
}
