package usage

import (
	"maps"

	"periscope/model/usage/library"
)

// leavesTokensOpen reports whether no SDK takes a token, in a project that calls no method.
// If a file holds one, the address that it is sent to stands where it was not read, in a
// configuration.
func (p *Project) leavesTokensOpen() bool { return !p.bolt && !p.knowsAPI && len(p.clients) == 0 }

// Project is what the files of one repository tell about each other: where the address
// of the Web API is held, which functions are told methods' names, which names hold
// clients.
type Project struct {
	facts
	used   map[string]bool            // functions that are told methods' names, and are called with one
	places map[string]bool            // the names of its files and directories, in lower case
	heldIn map[string]map[string]bool // names that hold a Slack client, by the directory of the file that declares them
}

// facts are what one file, or a project, declares.
type facts struct {
	bases        map[string]bool            // names that hold the address of the Web API
	addresses    map[string]bool            // names that hold the address of a method
	callers      map[string]bool            // names that hold what sends requests below the address: axios.create({ baseURL })
	held         map[string][]held          // names that hold names of methods
	clients      map[string]bool            // names that hold a Slack client
	embeds       map[string]bool            // types of Go that embed one
	senders      map[string]bool            // functions, of files that hold the address, that are told a path: see collectSenders
	families     map[string]familyParameter // functions that are told the rest of a method's name
	wrapping     map[string]bool            // types with such functions
	told         map[string]string          // the names of the arguments that tell wrappers the method
	commands     map[string]bool            // functions of PowerShell that the project declares, in lower case
	declaresCall map[string]bool            // functions that are named as those of SDKs which call methods by name
	proxies      map[string]bool            // types that hand on what they are asked for to a client
	wrappers     map[string]int             // functions that call the method they are told, by name; which argument tells
	knowsAPI     bool                       // a file has the address of the Web API
	knowsHost    bool                       // a file has the address of Slack, perhaps without that of the Web API
	bolt         bool                       // a file imports Bolt
	rtmModule    bool                       // a module of Elixir uses Slack, and connects when it is started
	libraries    map[string]bool            // those for Slack that a file uses
	versions     map[string]string          // of dependencies
	settings     map[string]bool            // keys of settings that name a method
	packages     map[string]bool            // that the project itself is made of
}

// held is what a name holds: methods, by a literal that stands at a place.
type held struct {
	at      int
	methods []string
	address bool // the literal is a path: it counts in a project that has the rest of the address
}

// anyArgument stands for the argument of a wrapper that is not known.
const anyArgument = -1

func newFacts() facts {
	return facts{
		bases: map[string]bool{}, addresses: map[string]bool{}, callers: map[string]bool{}, held: map[string][]held{},
		clients: map[string]bool{}, embeds: map[string]bool{},
		libraries: map[string]bool{}, versions: map[string]string{}, settings: map[string]bool{}, packages: map[string]bool{},
		senders: map[string]bool{}, families: map[string]familyParameter{}, wrapping: map[string]bool{}, proxies: map[string]bool{},
		declaresCall: map[string]bool{}, wrappers: map[string]int{}, told: map[string]string{}, commands: map[string]bool{},
	}
}

// add adds what one file declares.
func (p *Project) add(file facts) {
	maps.Copy(p.bases, file.bases)
	maps.Copy(p.addresses, file.addresses)
	maps.Copy(p.callers, file.callers)
	maps.Copy(p.libraries, file.libraries)
	maps.Copy(p.versions, file.versions)
	maps.Copy(p.settings, file.settings)
	maps.Copy(p.packages, file.packages)
	maps.Copy(p.clients, file.clients)
	maps.Copy(p.embeds, file.embeds)
	maps.Copy(p.senders, file.senders)
	maps.Copy(p.wrapping, file.wrapping)
	maps.Copy(p.told, file.told)
	maps.Copy(p.commands, file.commands)
	maps.Copy(p.proxies, file.proxies)
	maps.Copy(p.declaresCall, file.declaresCall)
	for name, values := range file.held {
		if len(name) == 1 {
			continue // of a loop
		}
		p.held[name] = append(p.held[name], values...)
	}
	maps.Copy(p.families, file.families)
	for name, argument := range file.wrappers {
		p.addWrapper(name, argument)
	}
	p.knowsAPI = p.knowsAPI || file.knowsAPI
	p.knowsHost = p.knowsHost || file.knowsHost
	p.bolt = p.bolt || file.bolt
	p.rtmModule = p.rtmModule || file.rtmModule
}

// holdIn notes the names that hold a Slack client in a file of a directory.
func (p *Project) holdIn(dir string, clients map[string]bool) {
	if len(clients) == 0 {
		return
	}
	if p.heldIn[dir] == nil {
		p.heldIn[dir] = map[string]bool{}
	}
	maps.Copy(p.heldIn[dir], clients)
}

// usesSDK reports whether a file imports Bolt, or makes a client of a Slack SDK.
func (p *Project) usesSDK() bool { return p.bolt || len(p.clients) > 0 || p.libraries["Botkit"] }

// addWrapper reports whether the function was not known as a wrapper before.
func (p *facts) addWrapper(name string, argument int) bool {
	before, known := p.wrappers[name]
	if known && before != argument {
		argument = anyArgument
	}
	p.wrappers[name] = argument
	return !known
}

// familyParameter is a function that is told the rest of a method's name.
type familyParameter struct {
	prefix string // with its dot
	index  int
}

// imported is a package that a file imports, and where.
type imported struct {
	name       string
	start, end int
	depends    bool // it is in a list of dependencies
}

// usedLibrary is a library that a file imports, and where.
type usedLibrary struct {
	library.Library
	imported
}

// toldMethod stands for the functions of PowerShell that are told a method by -Method.
const toldMethod = "-Method"
