/// The frequent words of large languages: by ISO 639-3 code, each word with its occurrences in 10,000 words.
///
/// Counted in `corpora/starter`; words of one subject are left out.
enum FrequentWords {
  static let table: [String: String] = [
    "eng": """
    the 706 and 236 to 229 a 229 in 196 of 168 you 149 is 134 your 110 for 99 on 96 be 85 it 77 at 72 i \
    64 are 64 will 63 with 63 if 60 no 58 my 57 not 56 do 53 from 53 have 53 we 45 one 44 or 43 two 41 \
    by 41 can 41 this 39 out 38 was 38 may 37 has 37 as 35 that 34 an 33 up 33 before 30 take 28 their \
    28 who 28 every 25 people 25 how 24 three 24 days 24 only 24 me 24 must 24 without 24 after 24 until \
    23 any 23 because 22 even 22 don't 22 they 22 what 22 all 21 but 20 had 20 last 19 hours 19 keep 18 \
    come 18 when 18 than 17 off 17 does 17 free 17 time 16 been 16 where 16 go 16 over 15 down 15 \
    morning 15 please 15 back 15 night 15 first 15 year 15 there 14 so 14 them 14 here 14 under 14 years \
    14 pay 14 still 13 bring 13 day 13 home 13 right 12 away 12 anyone 12 work 12
    """,
    "fra": """
    de 489 la 335 le 311 les 232 à 230 et 222 vous 133 en 132 a 111 un 108 est 105 des 103 ne 103 pas 88 \
    du 86 dans 81 que 74 au 73 votre 65 il 65 une 64 je 57 si 54 sur 52 par 49 pour 49 nous 48 deux 46 \
    qui 43 plus 41 ce 33 avec 33 heures 33 avant 31 ou 31 sans 31 se 31 peut 30 aux 29 on 29 sont 28 \
    même 27 jours 27 ont 26 ans 26 mais 24 mon 24 avez 24 personne 23 être 23 trois 21 fois 21 mois 19 \
    son 19 après 19 toute 19 droit 19 tout 19 d'un 19 chaque 18 y 17 moins 17 personnes 17 été 17 sera \
    17 depuis 17 dix 17 elle 16 jusqu'à 16 nom 16 me 16 cette 15 d'une 15 pendant 14 cas 14 doit 14 vos \
    14 quatre 14 aujourd'hui 14 sa 13 ma 13 bien 13 faire 13 jour 13 encore 12 tous 12 où 12 quand 12 \
    grand 11 combien 11 n'est 11 fait 11 j'ai 11 demain 11 leur 11 ici 11 puis 11 cours 11 lui 11 chez \
    10
    """,
    "por": """
    de 468 a 422 o 387 e 258 que 146 em 146 não 138 se 115 do 106 com 104 os 101 para 100 da 98 um 92 \
    por 89 as 87 no 85 na 78 é 72 uma 58 sem 40 está 40 sua 39 pode 37 à 36 ou 36 até 33 ao 33 você 33 \
    antes 32 seu 32 mais 31 quem 31 dias 30 às 29 ser 28 anos 28 duas 27 das 24 tem 24 três 23 mas 23 me \
    23 cada 22 horas 22 já 21 mesmo 21 dos 21 depois 21 há 20 nos 20 dois 19 meu 19 será 17 este 17 \
    ninguém 17 eu 17 minha 17 foi 17 direito 17 pelo 16 dia 16 pessoas 16 ano 15 nome 15 hoje 15 nem 15 \
    só 14 vez 14 quando 14 menos 14 pela 13 vai 13 onde 13 preciso 12 aos 12 seis 12 desde 12 seus 12 \
    amanhã 12 como 12 aqui 12 bem 12 apenas 12 todo 12 posso 11 todos 11 meses 11 porque 11 qualquer 11 \
    deve 11 ele 11 ontem 10 devem 10 manhã 10 entre 10 são 10 poderá 10 quatro 10 fica 10
    """,
    "spa": """
    de 537 la 443 el 416 a 245 y 244 en 228 los 176 se 145 no 142 que 137 las 125 un 111 por 110 su 94 \
    con 92 del 91 al 75 una 73 si 62 para 52 dos 44 sin 43 me 40 lo 37 puede 37 o 34 mi 34 antes 34 es \
    34 está 33 hasta 32 qué 29 le 29 días 29 tiene 29 años 28 cada 26 este 25 más 25 ya 24 pero 23 solo \
    23 mañana 22 sus 22 tres 21 horas 20 hay 18 usted 18 desde 17 vez 17 nos 17 derecho 17 nadie 16 \
    personas 16 después 16 ser 16 sobre 16 hoy 16 durante 15 aunque 15 todo 15 año 14 nombre 14 cuando \
    14 menos 14 ni 14 quién 12 seis 12 aquí 12 todos 12 fue 12 porque 11 toda 11 puedo 11 meses 11 debe \
    11 entre 10 cuatro 10 otra 10 bien 10 dónde 10 cualquier 10 cinco 10 diez 10 cuánto 9 lugar 9 dentro \
    9 hora 9 treinta 9 hace 9 deben 9 será 9 alguien 9 todavía 8 mes 8 esta 8 podrá 8 quien 8 tienen 8 \
    partir 8
    """,
  ]

  /// The words of a language and their shares of its text; none for a language that is not in the table.
  static func shares(of language: String) -> [(word: String, share: Double)] {
    let fields = (table[language] ?? "").split(separator: " ")
    return stride(from: 0, to: fields.count - 1, by: 2).map { index in
      (String(fields[index]), (Double(fields[index + 1]) ?? 0) / 10_000)
    }
  }
}
