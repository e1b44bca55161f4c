/** What the columns of a staff list are called, in bokmål, nynorsk, Swedish and English. */

/** What a column holds. `ignored` is left out: empty, a running number, or not ours to keep. */
export const FIELDS = [
	'name',
	'firstName',
	'middleName',
	'lastName',
	'email',
	'staffNumber',
	'unit',
	'profession',
	'team',
	'phone',
	'attribute',
	'rowNumber',
	'nationalId',
	'ignored'
] as const;
export type Field = (typeof FIELDS)[number];

const HEADINGS: Partial<Record<Field, string>> = {
	name: `navn, namn, name, fullt navn, fullt namn, fullständigt namn, full name, fullname, hele navnet,
		heile namnet, helt namn, navn ansatt, ansattnavn, ansattes navn, navn på ansatt, namn på tilsett,
		navn på deltaker, deltakernavn, namn på deltakar, deltakarnamn, deltagarnamn, deltagarens namn,
		medarbeidernavn, medarbetarnamn, visningsnavn, visingsnamn, visningsnamn, display name,
		employee name, staff name, participant name, teacher name, person, etternavn fornavn,
		etternamn fornamn, etternavn og fornavn, etternamn og fornamn, efternamn förnamn,
		efternamn och förnamn, last name first name, surname first name, surname forename,
		fornavn etternavn, fornamn etternamn, for og etternavn, for og etternamn, fornavn og etternavn,
		fornamn og etternamn, förnamn efternamn, för och efternamn, förnamn och efternamn,
		first name last name, first and last name`,
	firstName: `fornavn, fornamn, førenamn, førenavn, fornavn og mellomnavn, for og mellomnavn,
		fornamn og mellomnamn, förnamn, tilltalsnamn, first name, firstname, given name, given names,
		forename, forenames, first`,
	middleName: `mellomnavn, mellomnamn, mellannamn, middle name, middle names, middle`,
	lastName: `etternavn, etternamn, slektsnavn, slektsnamn, familienavn, familienamn, efternamn, last name,
		lastname, surname, family name, last`,
	email: `e-post, epost, e-postadresse, epostadresse, e-post adresse, e-post jobb, jobb e-post, e-post arbeid,
		mail, mailadresse, e-mail, email, e-mailadresse, email address, e-mail address, work email,
		e-postadress, mejl, mejladress, mailadress, jobbmejl, jobbmail, primary email, user principal name, upn`,
	staffNumber: `ansattnummer, ansattnr, ansatt nr, ansatt-id, ansattid, ressursnummer, ressursnr, lønnsnummer,
		lønnsnr, tilsettnummer, tilsettnr, tilsett nr, tilsett-id, lønsnummer, lønsnr, medarbeidernummer,
		medarbeidarnummer, medarbeider-id, personalnummer, personalnr, anställningsnummer, anställningsnr,
		anställnings-id, medarbetarnummer, medarbetar-id, staff number, staff no, staff id,
		employee number, employee no, employee nr, employee id, payroll number, personnel number`,
	unit: `enhet, enhetsnavn, eining, skole, skolens navn, skolenavn, skule, skulenamn, skola, skolenhet, skolans namn,
		enhetens namn, avdeling, avdeling/enhet, enhet/skole, arbeidssted, arbeidsstad, arbeidsplass, arbetsplats,
		arbetsställe, tjenestested, tjenestestad, tenestestad, virksomhet, verksemd, verksamhet, avdelning, enhet/avdeling, school,
		school name, unit, department, workplace, organisation, organization, organisasjon, etat, tjeneste, teneste,
		location, barnehage, barnehave, förskola`,
	profession: `yrke, yrkesgruppe, yrkesgrupp, yrkestittel, stilling, stillingstittel, stillingsbetegnelse,
		stillingskode tekst, stillingsgruppe, stillingstype, stillingsnamn, funksjon, rolle, arbeidstittel, tittel, profesjon,
		befattning, befattningsbenämning, tjänst, tjänstetitel, titel, roll, funktion, yrkeskategori, yrkestitel,
		personalkategori, profession, occupation, position, job, job title, jobtitle, title, role, function`,
	team: `team, teamnavn, teamnamn, lag, lærerteam, lærarteam, trinn, trinnteam, årstrinn, årssteg, steg, trinn/team, team/trinn,
		klassetrinn, klassesteg, arbeidslag, arbeidsgruppe, arbetslag, arbetsgrupp, årskurs, årskurslag, stadium,
		spår, grade, grade level, year, year group, year level, year team, work team`,
	phone: `telefon, telefonnummer, telefonnr, tlf, tlfnr, tlf nr, mobil, mobilnummer, mobilnr, mobiltelefon, mobiltlf,
		tel, telefonnr, mob, mobile, mobile number, mobile phone, phone, phone number, cell, cell phone, telephone`,
	rowNumber: `nr, nummer, løpenr, løpenummer, rad, radnr, lp, löpnummer, löpnr, no, number, row, index`,
	nationalId: `fødselsnummer, fødselsnr, fnr, personnummer, personnr, person nr, pnr, fødselsdato, født, fødd,
		føddato, fødselsår, fødseldato, d-nummer, samordningsnummer, födelsedatum, född, födelseår, födelsetid,
		national id, national identity number, social security number, ssn, date of birth, birth date,
		birthdate, birthday, dob, born, person number, personal number`
};

/** Headings that name people only when another heading stands beside them ("Lærer; Team; E-post"). */
const WEAK_NAMES = `ansatt, ansatte, deltaker, deltakere, deltakar, deltakarar, medarbeider, medarbeidere, medarbeidar,
	medarbeidarar, tilsett, tilsette, personale, personell, lærer, lærere, lærar, lærarar, kollega, kolleger, kollegaer, anställd,
	anställda, deltagare, medarbetare, personal, lärare, kollegor, staff, employee, employees, participant,
	participants, teacher, teachers, colleague, colleagues, people, hvem, kven, vem, who`;

const LAST_FIRST =
	/^(?:etternavn|etternamn|efternamn|lastname|surname)(?:og|och|and)?(?:fornavn|fornamn|förnamn|firstname|forename)$/u;

const known = new Map(
	Object.entries(HEADINGS).flatMap(([field, words]) =>
		words.split(',').map((word) => [key(word), field as Field] as const)
	)
);
const weak = new Set(WEAK_NAMES.split(',').map(key));

/** A heading's letters and digits alone: "E-post (jobb)", "E-POST jobb" and "epost jobb" are one. */
function key(heading: string): string {
	return heading
		.normalize('NFKC')
		.toLowerCase()
		.replaceAll('#', 'nr')
		.replace(/[^\p{L}\p{N}]/gu, '');
}

/** What a column with this heading holds, or undefined when the heading is not one we know. */
export function fieldOf(heading: string): Field | undefined {
	return known.get(key(heading)) ?? known.get(key(heading.replace(/\(.*?\)|\*/gu, '')));
}

/** Whether the heading may name people when nothing better in the row does. */
export function isWeakName(heading: string): boolean {
	return weak.has(key(heading));
}

export function isKnownHeading(heading: string): boolean {
	return fieldOf(heading) !== undefined || isWeakName(heading);
}

/** Whether the heading says that the last name comes first. */
export function isLastFirst(heading: string): boolean {
	return LAST_FIRST.test(key(heading));
}
