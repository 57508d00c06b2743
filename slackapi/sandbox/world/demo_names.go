package world

import (
	"strconv"
	"strings"
)

// The words that names in the demo are made of.
var (
	channelKinds = strings.Fields(`
		team proj help ops ask feed review launch guild study social squad sales support incident`)

	channelSubjects = strings.Fields(`
		accounts ads analytics android apis audits backups billing brand budget checkout compliance
		content contracts data delivery docs events facilities forecasts growth hiring identity infra
		inventory ios journeys kiosks localisation logistics loyalty marketing mobile onboarding partners
		payments platform pricing privacy procurement quality refunds releases research returns search
		security shipping signage stores suppliers training travel warehouse web`)

	channelPlaces = strings.Fields(`
		accra adelaide apac athens austin basel bergen berlin bogota boston bristol cairo canada chennai
		chile cork delhi denmark dublin emea france geneva ghent hanoi helsinki iberia istanbul japan
		kenya kyoto lagos latam leeds leipzig lima lisbon lyon madrid malmo manila mexico milan montreal
		nairobi nordics oslo oxford paris perth porto prague quito riga rome santiago seoul seville
		singapore sofia sydney tallinn turin utrecht vienna warsaw zurich`)

	givenNames = strings.Fields(`
		Ada Amara Anders Beatriz Bruno Chiara Dalia Dmitri Elif Emeka Farah Felix Grace Hana Hugo Ines
		Ivan Jonas Kaya Kenji Lena Luca Maren Mateo Nadia Noor Olga Oscar Priya Rafael Rosa Samir Sofia
		Tariq Tove Uma Viktor Wanda Yara Zoe`)

	familyNames = strings.Fields(`
		Abara Bergstrom Costa Dietrich Eriksen Fontaine Garcia Haddad Ito Jansen Kovacs Lindgren Moreau
		Nakamura Okafor Petrov Quist Romano Santos Tanaka Ueda Varga Weber Yilmaz Zeman`)
)

// channelName is the name of generated channel i; no two are the same. The
// first few hundred have two parts, the others name a place too.
func channelName(i int) string {
	pairs := len(channelKinds) * len(channelSubjects)
	pair, round := scatter(i%pairs, pairs), i/pairs
	name := channelKinds[pair%len(channelKinds)] + "-" + channelSubjects[pair/len(channelKinds)]
	if round == 0 {
		return name
	}
	// Starting at another place for each pair keeps neighbours apart; a pair
	// still meets each place once before the numbered names begin.
	places := len(channelPlaces)
	name += "-" + channelPlaces[(round-1+pair)%places]
	if again := (round - 1) / places; again > 0 {
		name += "-" + strconv.Itoa(again+1)
	}
	return name
}

// personName is the name of person i; 1,000 people go by before one comes back.
func personName(i int) (given, family string) {
	n := scatter(i, len(givenNames)*len(familyNames))
	return givenNames[n%len(givenNames)], familyNames[n/len(givenNames)]
}

// scatter spreads 0..n-1 over themselves, so that neighbours come apart. The
// factor is a prime that no n here is a multiple of, so none are lost.
func scatter(i, n int) int { return i * 6947 % n }
