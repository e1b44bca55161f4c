/**
 * What the tables of the demo have said, in bokmål: the conference "at half past ten", and the
 * one before it that two measures grew from. Invented for the demo, about nobody. Pure data with
 * keys (`r1-t3-2` is round 1, table 3, point 2; `e-` before it is the earlier conference);
 * days are counted from the day of the demo, so that it is never out of date.
 */

export type DemoKind = 'challenge' | 'proposal' | 'experience' | 'disagreement';
export type ThemeKey = 'messages' | 'planning' | 'help' | 'weekplan';
export type DemoPoint = {
	key: string;
	round: number;
	table: number;
	kind: DemoKind;
	text: string;
	/** The theme it would end in; null where it stands alone. */
	theme: ThemeKey | null;
};

type Said = [kind: DemoKind, theme: ThemeKey | null, text: string];

/** The points of one round; the first list is table 1's. */
function said(prefix: string, round: number, tables: Said[][]): DemoPoint[] {
	return tables.flatMap((points, at) =>
		points.map(([kind, theme, text], place) => ({
			key: `${prefix}r${round}-t${at + 1}-${place + 1}`,
			round,
			table: at + 1,
			kind,
			text,
			theme
		}))
	);
}

// ---- the day ----

export const conference = {
	name: 'Dialogkonferanse: Sammen om hverdagen',
	lang: 'nb',
	tables: 8,
	/** Where each table stands, from table 1. */
	places: [
		'Biblioteket',
		'Biblioteket',
		'Kantina',
		'Kantina',
		'Kantina',
		'Aulaen',
		'Aulaen',
		'Aulaen'
	]
} as const;

export const QUESTION_1 =
	'Når klarer vi å hjelpe hverandre om elevene, og hva hindrer oss de andre gangene?';
export const QUESTION_2 =
	'Hva vil vi gjøre likt fra 1. til 7. trinn og på SFO det neste halvåret, og hva trenger vi for å få det til?';
export const QUESTION_3 = 'Hva begynner vi med på vårt team de neste to ukene, og hvem gjør hva?';

/** One line of the day; `started` and `ended` are minutes from the programme's start. */
export type DemoItem = {
	key: string;
	type: 'talk' | 'round' | 'plenum' | 'break';
	title: string;
	note: string;
	minutes: number;
	started: number | null;
	ended: number | null;
	round?: {
		number: number;
		mix: 'mixed' | 'home';
		question: string;
		state: 'over' | 'open' | 'published';
	};
};

/** Minutes from the programme's start (8.30) to the moment the demo shows (10.30). */
export const ELAPSED = 120;

export const programme: DemoItem[] = [
	{
		key: 'welcome',
		type: 'talk',
		title: 'Velkommen',
		note: 'Rektor: hva vi skal bruke dagen til, og hva som ble av punktene fra sist',
		minutes: 10,
		started: 0,
		ended: 12
	},
	{
		key: 'round-1',
		type: 'round',
		title: 'Slik er det hos oss',
		note: 'Velg referent først. Tre til sju punkter er passe.',
		minutes: 40,
		started: 12,
		ended: 53,
		round: { number: 1, mix: 'mixed', question: QUESTION_1, state: 'over' }
	},
	{
		key: 'plenum-1',
		type: 'plenum',
		title: 'Plenum',
		note: 'To minutter per bord, så samtale',
		minutes: 35,
		started: 53,
		ended: 85
	},
	{
		key: 'break',
		type: 'break',
		title: 'Pause',
		note: 'Kaffe og frukt i gangen utenfor aulaen',
		minutes: 10,
		started: 85,
		ended: 94
	},
	{
		key: 'round-2',
		type: 'round',
		title: 'Dette gjør vi likt',
		note: 'Begynn med punktene som er valgt fra første runde.',
		minutes: 45,
		started: 94,
		ended: null,
		round: { number: 2, mix: 'mixed', question: QUESTION_2, state: 'open' }
	},
	{
		key: 'plenum-2',
		type: 'plenum',
		title: 'Plenum',
		note: 'Bordene legger fram det de vil begynne med',
		minutes: 35,
		started: null,
		ended: null
	},
	{
		key: 'lunch',
		type: 'break',
		title: 'Lunsj',
		note: 'Suppe i kantina',
		minutes: 30,
		started: null,
		ended: null
	},
	{
		key: 'round-3',
		type: 'round',
		title: 'Slik begynner vi',
		note: 'Teamene sitter hver for seg. Ett tiltak er nok.',
		minutes: 30,
		started: null,
		ended: null,
		round: { number: 3, mix: 'home', question: QUESTION_3, state: 'published' }
	},
	{
		key: 'onward',
		type: 'talk',
		title: 'Veien videre',
		note: 'Styringsgruppa: når dere får høre hva som ble av punktene',
		minutes: 10,
		started: null,
		ended: null
	}
];

const first = said('', 1, [
	[
		[
			'experience',
			'messages',
			'Tavla ved kopimaskinen virker: alle ser hvem som er borte, og hvem som dekker timen'
		],
		[
			'challenge',
			'planning',
			'Assistentene slutter 14.30, og teammøtet begynner 14.30. De får aldri være med på å planlegge sin egen dag'
		],
		['challenge', 'messages', 'Beskjeder ligger i fire kanaler, og ingen vet hvilken som gjelder'],
		['proposal', 'help', 'Vi burde kunne spørre PPT om råd uten å skrive en henvisning først'],
		['challenge', 'help', 'Det er vanskelig å be om hjelp når alle ser ut til å ha det travelt']
	],
	[
		[
			'experience',
			'planning',
			'Da vi la én felles planleggingstime til onsdag, sluttet vi å lage de samme oppgavene hver for oss'
		],
		[
			'challenge',
			'weekplan',
			'Tre ulike oppsett på arbeidsplanen på samme trinn. Elevene bruker tid på å finne ut hva som er lekse'
		],
		['challenge', 'help', 'Spesialpedagogene blir kalt inn når det allerede brenner'],
		[
			'disagreement',
			'planning',
			'Vi er uenige om hvor mye av fellestiden som skal gå til fag, og hvor mye til elevmiljø'
		]
	],
	[
		[
			'challenge',
			'messages',
			'SFO får ikke vite hva som har skjedd i skoletida, og det er oss foreldrene spør'
		],
		[
			'experience',
			'help',
			'Helsesykepleier på teammøtet én gang i måneden har gjort det lettere å spørre i tide'
		],
		['challenge', null, 'Nye kollegaer vet ikke hvem de skal gå til før det har gått et halvt år'],
		['proposal', 'messages', 'Én fast plass for dagens beskjeder, og alt annet er ikke en beskjed'],
		['challenge', 'planning', 'Fellestida blir spist opp av informasjon som kunne stått på en lapp']
	],
	[
		[
			'experience',
			'weekplan',
			'5. trinn har bilder og samme rekkefølge på planen hver uke, og trenger færre forklaringer'
		],
		[
			'challenge',
			'help',
			'Fra vi melder en bekymring til vi hører noe, kan det gå seks uker. Imens står vi alene, prøver litt av hvert, og vet ikke om det vi gjør, hjelper eller om vi bare holder ut'
		],
		['challenge', null, 'Støyen i kantina gjør at ingen orker en rolig prat der'],
		[
			'disagreement',
			'help',
			'Noen mener hjelpen skal inn i klasserommet, andre vil ha små grupper utenfor. Vi kom ikke fram til noe felles'
		]
	],
	[
		[
			'experience',
			'planning',
			'Fagarbeiderne leder stasjonene i matematikk, og da får læreren tid til å lytte'
		],
		[
			'challenge',
			'planning',
			'Fagarbeiderne får planen samme morgen. Det går, men det kunne gått mye bedre'
		],
		[
			'challenge',
			'messages',
			'Foresatte fikk to ulike svar fordi ingen hadde skrevet ned hva vi ble enige om'
		],
		[
			'proposal',
			'help',
			'Ressursteamet kunne sette av ti minutter til korte spørsmål fra trinnene'
		],
		['challenge', 'weekplan', 'Familier med barn på to trinn må lære seg to systemer']
	],
	[
		['challenge', 'help', 'Vi vet ikke hvem som sitter i ressursteamet, eller når de møtes'],
		[
			'experience',
			null,
			'Uteskole på tvers av 3. og 6. trinn: de store hjelper, og vi voksne blir kjent med flere'
		],
		['challenge', 'planning', 'Tolærertimene forsvinner først når noen er syke'],
		['challenge', 'messages', 'Det som blir sagt i garderoben, kommer sjelden videre']
	],
	[
		[
			'experience',
			'messages',
			'Det stående morgenmøtet på fem minutter har gått seg til. Det er verdt tida'
		],
		[
			'challenge',
			'weekplan',
			'Digital plan på mellomtrinnet og papir på småtrinnet. Det blir brått i 5.'
		],
		['challenge', null, 'Vi deler for sjelden det som går bra'],
		['proposal', 'planning', 'La assistentene bytte vakt annenhver uke, så de rekker teammøtet'],
		[
			'disagreement',
			'weekplan',
			'Ikke alle vil ha lik plan: noen er redde for å miste friheten til å legge om på kort varsel, andre mener at akkurat den friheten er grunnen til at familiene ikke finner fram'
		]
	],
	[
		[
			'challenge',
			'help',
			'Skolehelsetjenesten er her to dager i uka, og det er sjelden de dagene vi trenger den'
		],
		[
			'experience',
			'help',
			'Åpen dør på tirsdager er blitt noe vi regner med. Korte spørsmål blir tatt før de vokser'
		],
		['challenge', 'planning', 'Vi planlegger hver for oss og samarbeider i pausene'],
		[
			'challenge',
			'messages',
			'Kontoret får vite om fravær på telefon, trinnet får vite det ved lunsj'
		]
	]
]);

const second = said('', 2, [
	[
		[
			'proposal',
			'messages',
			'Dagens beskjeder står på tavla i personalrommet før 07.50, for alle trinn og SFO'
		],
		[
			'proposal',
			'weekplan',
			'Samme rekkefølge på ukeplanen fra 1. til 7.: mål, lekse, prøve, beskjed hjem'
		],
		['challenge', 'messages', 'Hvem skal føre tavla?']
	],
	[
		[
			'proposal',
			'weekplan',
			'Én mal for arbeidsplan på hele skolen, og teamene fyller den med sitt'
		],
		[
			'proposal',
			'planning',
			'Alle trinn har en planleggingstime annenhver uke der fagarbeidere og assistenter er med. Den legges fra 13.45 til 14.30, mens SFO har felles start ute for 1. til 4. trinn'
		],
		['proposal', 'help', 'Ti minutter åpen prat med ressursteamet hver torsdag'],
		[
			'experience',
			'weekplan',
			'Malen fra 5. trinn er prøvd i et år, og den tåler at vi legger om midt i uka'
		],
		[
			'disagreement',
			'planning',
			'Vi ble ikke enige om det er fellestida eller tirsdagsmøtet som skal vike'
		]
	],
	[
		['proposal', 'messages', 'En kort logg fra siste time til SFO, på samme sted for alle trinn'],
		[
			'proposal',
			'help',
			'Et kort med navn og telefon til alle i ressursteamet henger på hvert teamrom'
		],
		['proposal', null, 'Alle nye kollegaer har en fadder det første halvåret']
	],
	[
		['proposal', 'help', 'Samme skjema for undring på alle trinn: én side, og svar innen en uke'],
		['challenge', 'help', 'Den som skal svare, må ha tid. Ellers blir det bare ett skjema til'],
		[
			'proposal',
			'weekplan',
			'Ingen lekser til tirsdag på noe trinn, så planen kan gjennomgås i ro på mandag'
		]
	],
	[
		['proposal', 'planning', 'Fagarbeiderne får planen for neste uke senest torsdag klokka 12'],
		['proposal', 'messages', 'Det vi blir enige om på møter, skrives i tre linjer samme dag'],
		['proposal', 'help', 'Ressursteamet kommer innom hvert trinn én gang i halvåret'],
		[
			'experience',
			'planning',
			'Da vi prøvde plan på torsdag i fjor, gikk mandagene uten et eneste spørsmål'
		]
	],
	[
		[
			'proposal',
			'messages',
			'Morgenmøte på fem minutter på alle trinn, også når teamlederen er borte'
		],
		['proposal', 'planning', 'Tolærertimer er fredet to dager i uka'],
		[
			'challenge',
			'messages',
			'Noen rekker ikke morgenmøtet på grunn av bussen. Hvordan får de beskjedene?'
		]
	],
	[
		['proposal', 'weekplan', 'Bilder på planen til og med 7. trinn. Det skader ingen'],
		[
			'disagreement',
			'weekplan',
			'To av oss vil prøve malen i ett fag først, resten vil ha den i alle fag med en gang'
		],
		['proposal', null, 'Hvert team forteller om én ting som virket, på siste fellesmøte i måneden']
	],
	[
		['proposal', 'help', 'Flytt skolehelsetjenestens faste tid til mandag, da er behovet størst'],
		['proposal', 'messages', 'Fraværet ligger på trinnets side før første time'],
		[
			'challenge',
			'planning',
			'Vi trenger en vikarpott, ellers forsvinner planleggingstida når noen er syke'
		]
	]
]);

/** All points so far, in the order the tables wrote them. */
export const points: DemoPoint[] = [...first, ...second];

/** Tables that have handed in, by round. Their points are released; the rest is still theirs. */
export const handedIn: Record<number, number[]> = { 1: [1, 2, 3, 4, 5, 6, 7, 8], 2: [2, 5] };

/** A table that has asked for help in round 2. */
export const needsHelp = 6;

/** Points that were chosen from round 1 as the start of round 2 (R109). */
export const carried: string[] = ['r1-t3-4', 'r1-t1-2', 'r1-t4-1', 'r1-t4-2', 'r1-t7-1'];

/** What tablets in `scripts/crowd` go on writing in round 2. */
export const crowdPoints: { kind: DemoKind; text: string }[] = [
	{ kind: 'proposal', text: 'Samme ord for det samme på planen: lekse heter lekse på alle trinn' },
	{ kind: 'proposal', text: 'Hvert team velger én som har ansvar for tavla den uka' },
	{ kind: 'challenge', text: 'Vi må slutte med noe hvis dette skal få plass' },
	{ kind: 'proposal', text: 'SFO er med på det første morgenmøtet hver måned' },
	{ kind: 'experience', text: 'Når planen henger klar på torsdag, kommer spørsmålene i tide' },
	{ kind: 'proposal', text: 'Ressursteamet skriver tilbake hva de gjorde med det vi meldte inn' },
	{ kind: 'disagreement', text: 'Noen vil ha alt på nett, andre vil ha det på veggen' },
	{ kind: 'proposal', text: 'Assistenter og fagarbeidere får lese møtereferatet samme dag' },
	{ kind: 'challenge', text: 'To bygg og én tavle går ikke. Vi trenger den begge steder' },
	{ kind: 'proposal', text: 'Prøv i seks uker, og snakk om det på fellesmøtet etterpå' },
	{
		kind: 'experience',
		text: 'På 6. trinn har vi delt vakten for tavla, og det glipper nesten aldri'
	},
	{ kind: 'proposal', text: 'En fast halvtime i måneden der trinnene besøker hverandre' },
	{ kind: 'proposal', text: 'Nye planer får en dato for når vi ser på dem igjen' },
	{ kind: 'challenge', text: 'Deltidsansatte mister beskjedene som bare blir sagt høyt' },
	{ kind: 'proposal', text: 'Helsesykepleier og sosiallærer har åpen dør på samme tid' },
	{
		kind: 'disagreement',
		text: 'Vi er delt i synet på om morgenmøtet skal være før eller etter at elevene kommer'
	}
];

/** Minutes from the first plenum; `at` is minutes into it. */
export const minutes: {
	key: string;
	plenum: string;
	at: number;
	text: string;
	points: string[];
}[] = [
	{
		key: 'minute-1',
		plenum: 'plenum-1',
		at: 4,
		text: 'Flere bord sier at beskjeder går tapt fordi de ligger for mange steder. Bord 3 foreslår ett fast sted.',
		points: ['r1-t1-3', 'r1-t3-4', 'r1-t6-4']
	},
	{
		key: 'minute-2',
		plenum: 'plenum-1',
		at: 9,
		text: 'Assistenter og fagarbeidere er ikke med når dagen planlegges. Rektor sier at arbeidstida kan ses på.',
		points: ['r1-t1-2', 'r1-t5-2', 'r1-t7-4']
	},
	{
		key: 'minute-3',
		plenum: 'plenum-1',
		at: 15,
		text: '5. trinn fortalte om den faste arbeidsplanen. Spørsmål fra salen om den lar seg endre midt i uka: ja, de gjør det ofte.',
		points: ['r1-t4-1', 'r1-t2-2']
	},
	{
		key: 'minute-4',
		plenum: 'plenum-1',
		at: 21,
		text: 'Uenighet om hjelpen skal gis i klasserommet eller i små grupper. Ble stående som uenighet; begge deler er prøvd på skolen.',
		points: ['r1-t4-4']
	},
	{
		key: 'minute-5',
		plenum: 'plenum-1',
		at: 26,
		text: 'Lang ventetid etter at en bekymring er meldt. PPT sier at råd kan gis uten henvisning, men at få vet om det.',
		points: ['r1-t4-2', 'r1-t1-4', 'r1-t6-1']
	},
	{
		key: 'minute-6',
		plenum: 'plenum-1',
		at: 31,
		text: 'Morgenmøtet og åpen dør på tirsdager ble trukket fram som tiltak som virker.',
		points: ['r1-t7-1', 'r1-t8-2']
	}
];

const TITLES: Record<ThemeKey, string> = {
	messages: 'Beskjeder som når fram',
	planning: 'Alle voksne med i planleggingen',
	help: 'Hjelp før det blir en sak',
	weekplan: 'Samme arbeidsplan på alle trinn'
};

/** Tables whose first-round points the steering group has looked at by half past ten. */
const LOOKED_AT = 5;
const lookedAt = points.filter((point) => point.round === 1 && point.table <= LOOKED_AT);

/** The themes as begun, each with the keys of its points; what is in none is not yet looked at. */
export const themes: { key: ThemeKey; title: string; points: string[] }[] = (
	Object.keys(TITLES) as ThemeKey[]
).map((key) => ({
	key,
	title: TITLES[key],
	points: lookedAt.filter((point) => point.theme === key).map((point) => point.key)
}));

/** Points set aside, each with the reason. */
export const aside: { point: string; reason: string }[] = [
	{ point: 'r1-t4-3', reason: 'Gjelder bygget. Sendt til kommunens driftsavdeling.' }
];

/** A proposal that the board has begun on; nobody has been heard yet. */
export const draftProposal = {
	key: 'one-board',
	title: 'Én tavle for dagens beskjeder',
	text: 'Alle trinn og SFO bruker den samme tavla. Den er ferdig før første time, og det som ikke står der, regnes ikke som gitt beskjed.',
	themes: ['messages'] as ThemeKey[]
};

// ---- the conference before it ----

export type DemoPlan = {
	objective: string;
	content: string;
	/** Keys of people and of an arena. */
	coordinator: string;
	mainArena: string;
	participants: string[];
	/** Days from the day of the demo; negative is past. */
	from: number;
	to: number;
	milestones: { day: number; text: string }[];
};
export type DemoMeasure = {
	key: string;
	title: string;
	level: 'preventive' | 'early' | 'individual';
	theme: { title: string; points: string[] };
	proposal: { title: string; text: string };
	hearings: { arena: string; day: number; comment: string }[];
	decision: { day: number; grounds: string };
	plan: DemoPlan;
	/** What happened to it after the decision, in order. */
	steps: { to: 'trial' | 'evaluated' | 'operations'; day: number; grounds: string }[];
	log: { day: number; text: string }[];
};

export const earlier = {
	name: 'Dialogkonferanse: Hva virker hos oss?',
	lang: 'nb',
	day: -371,
	tables: 4,
	questions: [
		'Hva gjør en vanlig skoledag lettere for elevene, og hva gjør den vanskeligere?',
		'Hva kan vi voksne begynne med, som ikke koster mer enn vi har?'
	],
	/** What was minuted in its two plenums, with the points it is about. */
	minutes: [
		{
			text: 'Starten på dagen går igjen ved tre av bordene: de voksne rekker ikke å snakke sammen først.',
			points: ['e-r1-t1-1', 'e-r1-t3-2', 'e-r1-t4-1']
		},
		{
			text: 'To forslag ble løftet fram: et kort morgenmøte, og en åpen time i uka. Styringsgruppa tar begge videre.',
			points: ['e-r2-t1-1', 'e-r2-t2-1']
		}
	]
} as const;

/** Points of the earlier conference; none of them belongs to today's themes. */
export const earlierPoints: DemoPoint[] = [
	...said('e-', 1, [
		[
			['challenge', null, 'Dagen begynner før vi voksne har snakket sammen'],
			['experience', null, 'De dagene vi rekker en prat først, går garderoben roligere']
		],
		[
			['challenge', null, 'Små spørsmål om trivsel blir liggende til de er store'],
			['challenge', null, 'Vi vet ikke om spørsmålet er stort nok til å bry noen med']
		],
		[
			['experience', null, 'Sosiallærer som står i gangen om morgenen, fanger opp mye'],
			['challenge', null, 'Endringer på dagen når ikke fram til alle på trinnet']
		],
		[['challenge', null, 'Hvem som er ute og inne første time, er uklart helt til det ringer']]
	]),
	...said('e-', 2, [
		[['proposal', null, 'Fem minutter stående på trinnet før elevene kommer, alle voksne med']],
		[
			[
				'proposal',
				null,
				'En fast time i uka der døra til helsesykepleier og sosiallærer står åpen for oss ansatte'
			]
		],
		[
			['proposal', null, 'Kort morgenmøte uten sakliste: hvem er borte, hva er annerledes i dag'],
			['proposal', null, 'Lov til å spørre uten skjema, én gang i uka']
		],
		[
			[
				'disagreement',
				null,
				'Noen vil ha morgenmøtet på nett, andre bare der alle kan se hverandre'
			]
		]
	])
];

export const measures: DemoMeasure[] = [
	{
		key: 'morning',
		title: 'Stående morgenmøte på trinnet',
		level: 'preventive',
		theme: {
			title: 'Starten på dagen',
			points: [
				'e-r1-t1-1',
				'e-r1-t1-2',
				'e-r1-t3-2',
				'e-r1-t4-1',
				'e-r2-t1-1',
				'e-r2-t3-1',
				'e-r2-t4-1'
			]
		},
		proposal: {
			title: 'Fem minutter sammen før elevene kommer',
			text: 'Hvert trinn møtes stående hver morgen. Alle voksne er med, også assistenter og fagarbeidere. To spørsmål: hvem er borte, og hva er annerledes i dag?'
		},
		hearings: [
			{
				arena: 'resource',
				day: -182,
				comment:
					'Støtter forslaget. Ber om at møtet aldri handler om enkeltelever, siden døra står åpen.'
			},
			{
				arena: 'year-6',
				day: -175,
				comment:
					'Vil prøve. Foreslår at den som har første time fri, tar imot de elevene som kommer tidlig.'
			}
		],
		decision: {
			day: -161,
			grounds:
				'Sju punkter fra alle fire bord peker på starten av dagen. Forslaget koster ingen timer, og begge team vil prøve. Uenigheten om møte på nett følges opp i evalueringen.'
		},
		plan: {
			objective:
				'Alle voksne på trinnet vet hvem som er borte og hva som er annerledes, før første elev er inne.',
			content:
				'Fem minutter stående i teamrommet kl. 08.05. Den som kommer først, leder. Det som er avtalt, skrives på tavla. Enkeltelever tas ikke opp her.',
			coordinator: 'kartholm',
			mainArena: 'year-6',
			participants: [
				'sirkelas',
				'globusrud',
				'kartholm',
				'svampdal',
				'skrivestol',
				'ordboksas',
				'sloydheim',
				'sidemyr',
				'huskestad'
			],
			from: -84,
			to: 56,
			milestones: [
				{ day: -84, text: '6. trinn begynner, 5. trinn følger uka etter' },
				{ day: -28, text: 'Midtveis: trinnteamet snakker om hva som skal justeres' },
				{ day: 42, text: 'Koordinator og rektor forbereder evalueringen' },
				{ day: 56, text: 'Evaluering i trinnteamet med minst én som har prøvd' }
			]
		},
		steps: [{ to: 'trial', day: -84, grounds: '' }],
		log: [
			{
				day: -80,
				text: 'Første uke på 6. trinn. Tre av fem dager ble det nærmere ti minutter. Vi henger opp de to spørsmålene ved døra.'
			},
			{
				day: -71,
				text: '5. trinn er i gang. De har flyttet møtet til garderoben fordi elevene kommer tidlig dit.'
			},
			{
				day: -49,
				text: 'Assistentene sier at de for første gang vet hva som skal skje i andre time.'
			},
			{
				day: -27,
				text: 'Midtveis i trinnteamet: beholdes. Den som er på buss, får tavla som bilde fra en kollega.'
			},
			{ day: -6, text: 'Ble avlyst to ganger i prøveuka. Savnet begge gangene.' }
		]
	},
	{
		key: 'open-door',
		title: 'Åpen dør på tirsdager',
		level: 'early',
		theme: {
			title: 'Spørre tidlig',
			points: ['e-r1-t2-1', 'e-r1-t2-2', 'e-r1-t3-1', 'e-r2-t2-1', 'e-r2-t3-2']
		},
		proposal: {
			title: 'En time i uka uten skjema',
			text: 'Helsesykepleier og sosiallærer har åpen dør for ansatte hver tirsdag. Ingen henvisning, ingen venteliste, og spørsmålet trenger ikke være stort.'
		},
		hearings: [
			{
				arena: 'resource',
				day: -352,
				comment: 'Gjennomførbart fra neste måned. PPT kan være med annenhver gang.'
			},
			{
				arena: 'year-7',
				day: -348,
				comment: 'Bra. Tidspunktet må ligge etter at elevene har gått, ellers kommer ingen fra.'
			}
		],
		decision: {
			day: -340,
			grounds:
				'Fem punkter fra to runder handler om å få spørre tidligere. Begge team støtter forslaget, og det bruker tid som allerede er satt av. Tidspunktet er flyttet slik trinnteamet ba om.'
		},
		plan: {
			objective: 'Ansatte får svar på et spørsmål om trivsel eller læringsmiljø innen en uke.',
			content:
				'Tirsdag kl. 14.15–15.15 i møterommet ved kontoret. Helsesykepleier og sosiallærer er der hver gang, PPT annenhver. Spørsmål drøftes uten navn.',
			coordinator: 'undrestad',
			mainArena: 'resource',
			participants: ['undrestad', 'plasterud', 'testvoll', 'terningmo', 'brikkeland'],
			from: -322,
			to: -161,
			milestones: [
				{ day: -322, text: 'Første åpne tirsdag' },
				{ day: -245, text: 'Ressursteamet ser på hvem som har brukt tilbudet, bare som antall' },
				{ day: -160, text: 'Evaluering i ressursteamet med to som har vært innom' }
			]
		},
		steps: [
			{ to: 'trial', day: -322, grounds: '' },
			{
				to: 'evaluated',
				day: -160,
				grounds:
					'Brukt 22 av 24 tirsdager, mest av 3. til 6. trinn. De som har prøvd, sier at spørsmålene er blitt mindre og kommer tidligere. Fagarbeiderne har sjelden kunnet gå fra.'
			},
			{
				to: 'operations',
				day: -147,
				grounds:
					'Videreføres i daglig drift. Evalueringen viser at tilbudet brukes og ikke krever mer tid. Fagarbeidere får fri fra vakt én tirsdag i måneden.'
			}
		],
		log: [
			{ day: -322, text: 'Fire kom første gang. To spørsmål ble løst der og da.' },
			{ day: -287, text: 'Ingen kom to uker på rad. Vi minner om det på fellesmøtet.' },
			{
				day: -245,
				text: 'Status i ressursteamet: 31 besøk på elleve uker. SFO har ikke vært innom, klokkeslettet passer ikke.'
			},
			{ day: -203, text: 'Prøver kl. 13.45 for SFO annenhver uke.' },
			{ day: -161, text: 'Siste tirsdag i prøvetida. Evalueringen er klar til møtet i morgen.' }
		]
	}
];
