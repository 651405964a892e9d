"""The meetings themselves: people, projects and cases are invented, and so is every sentence."""

from __future__ import annotations

from datetime import date

from tests.meetings.model import Grid, Handling, Item, Listing, Meeting, Named, Para, Part, Seat, Tally

_MANAGER = Named("Pekka", "Esimerkki", "kaupunginjohtaja")
_TECHNICAL = Named("Sirpa", "Haavela", "tekninen johtaja")
_PLANNER = Named("Riikka", "Tarumaa", "hankepäällikkö", "050 555 0121")
_ENGINEER = Named("Hannu", "Keksilä", "rakennuttajainsinööri", "050 555 0122")
_LAWYER = Named("Leena", "Satola", "hallintojohtaja", "050 555 0123")

KH_SEATS = (
    Seat(Named("Aino", "Mallikas"), "Osallistujat", "puheenjohtaja"),
    Seat(Named("Eero", "Kuvitelma"), "Osallistujat", "I varapuheenjohtaja", "poistui klo 17.20"),
    Seat(Named("Kalle", "Sepite"), "Osallistujat", "II varapuheenjohtaja"),
    Seat(Named("Maija", "Tarumaa"), "Osallistujat", "jäsen"),
    Seat(Named("Jukka", "Satola"), "Osallistujat", "jäsen", "saapui klo 15.42"),
    Seat(Named("Päivi", "Lehtevä"), "Osallistujat", "jäsen"),
    Seat(Named("Timo", "Haavela"), "Osallistujat", "varajäsen"),
    Seat(Named("Pekka", "Esimerkki"), "Osallistujat", "kaupunginjohtaja"),
    Seat(Named("Riikka", "Tarumaa"), "Osallistujat", "hankepäällikkö", "asiantuntijaesittely klo 16.00-16.20/5 §"),
    Seat(Named("Leena", "Satola"), "Osallistujat", "hallintojohtaja"),
    Seat(Named("Anne", "Keksilä"), "Poissa", "jäsen", None, False),
    Seat(Named("Petri", "Mallikas"), "Poissa", "jäsen", None, False),
)

_LODGE = Item(
    "5",
    "Hiihtokeskuksen huoltorakennuksen hankesuunnitelma ja investointimäärärahan kohdentaminen vuosille 2024–2026",
    (
        Part("attachments", (Para("Huoltorakennuksen hankesuunnitelma"), Para("Pohjapiirros ja asemapiirros"))),
        Part(
            "reasons",
            (
                Para(
                    "Hiihtokeskuksen nykyinen huoltorakennus on otettu käyttöön vuonna 1974. Kuntoarviossa todettiin, "
                    "että rakennuksen vesikatto, ilmanvaihto ja viemärit ovat käyttöikänsä lopussa. Suksihuollolle "
                    "varatut tilat ovat ahtaat, eikä esteetöntä kulkua ole voitu järjestää. Talvisin rakennusta "
                    "käyttävät koulujen liikuntaryhmät, hiihtoseurat ja latujen kunnossapito."
                ),
                Para(
                    "Hankesuunnittelussa vertailtiin peruskorjausta ja uutta rakennusta. Uusi rakennus on "
                    "elinkaarikustannuksiltaan edullisempi, ja se voidaan lämmittää kokonaan maalämmöllä. Rakentaminen "
                    "ajoitetaan niin, että keskus on auki koko talvikauden. Hankkeelle haetaan valtion "
                    "liikuntapaikka-avustusta, ja kaksi hiihtoseuraa osallistuu varustelun kustannuksiin."
                ),
                Grid(
                    "Hankkeen rahoitus vaiheittain, €",
                    ("Vaihe", "Yhteensä", "Kaupungin osuus", "Avustus"),
                    (
                        ("Suunnittelu", "86 000", "60 000", "26 000"),
                        ("Purkutyöt", "54 000", "54 000", "0"),
                        ("Maanrakennus", "212 500", "142 500", "70 000"),
                        ("Perustukset", "148 000", "98 000", "50 000"),
                        ("Runko", "391 000", "271 000", "120 000"),
                        ("Vesikatto", "127 300", "87 300", "40 000"),
                        ("Ilmanvaihto", "164 000", "114 000", "50 000"),
                        ("Maalämpö", "139 700", "89 700", "50 000"),
                        ("Sähkötyöt", "118 900", "83 900", "35 000"),
                        ("Suksihuolto", "46 600", "31 600", "15 000"),
                        ("Pihatyöt", "72 000", "52 000", "20 000"),
                        ("Varaus", "40 000", "40 000", "0"),
                        ("Yhteensä", "1 600 000", "1 124 000", "476 000"),
                    ),
                ),
                Para(
                    "Kaupungin osuudesta on varattu talousarvioon 400 000 euroa vuodelle 2024. Loppuosa otetaan huomioon "
                    "seuraavien vuosien talousarvioissa. Jos avustusta ei saada, hankkeen laajuutta supistetaan."
                ),
            ),
        ),
        Part(
            "proposal",
            (
                Para("Kaupunginhallitus päättää"),
                Listing(
                    (
                        "hyväksyä huoltorakennuksen hankesuunnitelman",
                        "oikeuttaa teknisen johtajan hakemaan hankkeelle avustusta",
                        "kohdentaa suunnitteluun 86 000 euroa.",
                    )
                ),
            ),
        ),
        Part("decision", (Para("Päätösehdotus hyväksyttiin."),)),
        Part("actions", (Para("Ote: Riikka Tarumaa, Hannu Keksilä"),)),
        Part("appeal", (Para("Oikaisuvaatimus"),)),
    ),
    "approved",
    (41, "10.03.02", 2024),
    "proposal",
    (_PLANNER, _ENGINEER),
    _MANAGER,
    (
        Handling(
            "Tekninen lautakunta",
            date(2023, 12, 12),
            "143",
            (
                Part(
                    "proposal",
                    (Para("Lautakunta esittää, että hankesuunnitelma hyväksytään 1 750 000 euron laajuisena."),),
                ),
                Part(
                    "decision",
                    (
                        Para("Asiasta äänestettiin. Annettiin 6 JAA-ääntä ja 5 EI-ääntä."),
                        Para("Lautakunta palautti asian valmisteluun kustannusten tarkistamista varten."),
                    ),
                ),
            ),
            "TEKLA",
        ),
    ),
    amounts={
        "reasons": (("400000.00", "400 000 euroa"),),
        "proposal": (("86000.00", "86 000 euroa"),),
    },
    appeal="Oikaisuvaatimus",
)

_QUAY = Item(
    "6",
    "Satamalaiturin kahvilapaikan vuokraaminen",
    (
        Part(
            "reasons",
            (
                Para(
                    "Laiturin kahvilapaikasta järjestettiin avoin tarjouskilpailu, johon tuli kolme tarjousta. Korkeimman "
                    "tarjouksen teki Laituriporras Oy, jonka tarjoama vuosivuokra on 14 400 euroa."
                ),
            ),
        ),
        Part("proposal", (Para("Kaupunginhallitus vuokraa kahvilapaikan Laituriporras Oy:lle viideksi vuodeksi."),)),
        Part(
            "handling",
            (
                Para(
                    "Maija Tarumaa teki päätösehdotuksesta poikkeavan esityksen, että vuokra-aika on kaksi vuotta. Jukka "
                    "Satola kannatti esitystä."
                ),
                Para("Puheenjohtaja totesi, että on äänestettävä. JAA = päätösehdotus, EI = Maija Tarumaan esitys."),
            ),
        ),
        Part("vote", (Para("Annettiin 5 JAA-ääntä ja 2 EI-ääntä."),)),
        Part("decision", (Para("Päätösehdotus hyväksyttiin äänestyksen jälkeen."),)),
        Part("appeal", (Para("Oikaisuvaatimus"),)),
    ),
    "approved",
    (52, "10.00.02", 2024),
    "proposal",
    (_LAWYER,),
    _MANAGER,
    votes=(Tally(5, 2),),
    amounts={"reasons": (("14400.00", "14 400 euroa"),)},
    appeal="Oikaisuvaatimus",
)

_COURT = Item(
    "7",
    "Kenttämestarin asunnon myynti",
    (
        Part(
            "reasons",
            (Para("Asunto on ollut tyhjillään kaksi vuotta. Siitä on tehty 61 500 euron ostotarjous."),),
        ),
        Part("proposal", (Para("Kaupunginhallitus myy asunnon tarjouksen tehneelle."),)),
        Part(
            "handling",
            (
                Para(
                    "Kalle Sepite esitti Päivi Lehtevän kannattamana, että asunto jätetään myymättä ja korjataan "
                    "vuokra-asunnoksi."
                ),
                Para(
                    "Suoritettiin nimenhuutoäänestys, jossa JAA tarkoitti päätösehdotusta ja EI Kalle Sepitteen esitystä."
                ),
            ),
        ),
        Part("vote", (Para("EI sai 4 ääntä ja JAA sai 3 ääntä."),)),
        Part(
            "decision",
            (
                Para(
                    "Kaupunginhallitus päätti Kalle Sepitteen esityksen mukaisesti, että asunto jätetään myymättä ja korjataan."
                ),
            ),
        ),
        Part("appeal", (Para("Oikaisuvaatimus"),)),
    ),
    "amended",
    (53, "10.00.02", 2024),
    "decision",
    (_LAWYER,),
    _MANAGER,
    votes=(Tally(3, 4),),
    amounts={"reasons": (("61500.00", "61 500 euron"),)},
    appeal="Oikaisuvaatimus",
)

_STRATEGY = Item(
    "8",
    "Kirjaston aukiolot, päätös ja perustelut",
    (
        Part(
            "reasons",
            (
                Para(
                    "Kirjaston kävijämäärät on laskettu syksyn aikana. Eniten kävijöitä on arkisin klo 15–18, ja "
                    "lauantain kävijät ovat lisääntyneet. Aukioloja on tarkoitus muuttaa maaliskuun alusta."
                ),
                Para(
                    "Päätös koskee pääkirjastoa ja kahta lähikirjastoa. Perustelut aukioloille on kuvattu liitteessä."
                ),
            ),
        ),
        Part(
            "proposal", (Para("Kaupunginhallitus hyväksyy kirjastojen aukiolot 1.3.2024 alkaen liitteen mukaisina."),)
        ),
        Part(
            "handling",
            (
                Para(
                    "Esittelijä muutti päätösehdotustaan siten, että lähikirjastot ovat avoinna myös lauantaisin klo "
                    "10–14."
                ),
            ),
        ),
        Part("decision", (Para("Muutettu päätösehdotus hyväksyttiin."),)),
        Part("appeal", (Para("Oikaisuvaatimus"),)),
    ),
    "amended",
    (60, "12.03.00", 2024),
    None,
    (_LAWYER,),
    _MANAGER,
    appeal="Oikaisuvaatimus",
)

_ROAD = Item(
    "10",
    "Harjukadun kevyen liikenteen väylä",
    (
        Part(
            "reasons",
            (
                Para("Väylän suunnitelma on ollut nähtävillä 2.–31.10.2023. Siitä jätettiin neljä muistutusta."),
                Para(
                    "Muistutuksissa toivottiin, että väylä rakennetaan kadun itäreunaan. Suunnittelija on laskenut, että "
                    "itäreuna lisäisi kustannuksia noin 0,3 milj. euroa."
                ),
            ),
        ),
        Part("proposal", (Para("Kaupunginhallitus hyväksyy suunnitelman."),)),
        Part("decision", (Para("Asia palautettiin yksimielisesti valmisteluun."),)),
        Part("appeal", (Para("Muutoksenhakukielto"),)),
    ),
    "returned",
    (66, "10.03.01", 2023),
    "decision",
    (_ENGINEER,),
    _MANAGER,
    (
        Handling(
            "Kaupunginhallitus",
            date(2023, 11, 20),
            "311",
            (
                Part(
                    "proposal", (Para("Kaupunginhallitus hyväksyy suunnitelman ja muistutuksiin annetut vastineet."),)
                ),
                Part(
                    "decision",
                    (Para("Annettiin 3 JAA-ääntä ja 7 EI-ääntä."), Para("Asia jätettiin pöydälle.")),
                ),
            ),
            "Kh",
        ),
    ),
    amounts={"reasons": (("300000.00", "0,3 milj. euroa"),)},
    appeal="Muutoksenhakukielto",
)

KH = Meeting(
    "Lahti",
    "Lahden",
    "Kaupunginhallitus",
    "Kh",
    1,
    date(2024, 1, 15),
    "15:30",
    "18:05",
    "Kaupungintalo, hallituksen kokoushuone",
    KH_SEATS,
    (
        Item(
            "1",
            "Kokouksen laillisuus ja päätösvaltaisuus",
            (Part("decision", (Para("Kokous todettiin laillisesti kutsutuksi ja päätösvaltaiseksi."),)),),
            "other",
        ),
        Item(
            "2",
            "Pöytäkirjantarkastajien valinta",
            (
                Part("proposal", (Para("Kaupunginhallitus valitsee kaksi pöytäkirjantarkastajaa."),)),
                Part("decision", (Para("Tarkastajiksi valittiin Päivi Lehtevä ja Timo Haavela."),)),
            ),
            "elected",
        ),
        _LODGE,
        _QUAY,
        _COURT,
        _STRATEGY,
        _ROAD,
        Item(
            "11",
            "Lausuntopyyntö maakunnallisesta jäteohjelmasta",
            (
                Part("reasons", (Para("Lausuntoa on pyydetty 29.2.2024 mennessä."),)),
                Part("proposal", (Para("Kaupunginhallitus antaa liitteenä olevan lausunnon."),)),
                Part("decision", (Para("Asia jätettiin pöydälle seuraavaan kokoukseen."),)),
                Part("appeal", (Para("Muutoksenhakukielto"),)),
            ),
            "tabled",
            (71, "11.03.07", 2024),
            preparers=(_LAWYER,),
            presenter=_MANAGER,
            appeal="Muutoksenhakukielto",
        ),
        Item(
            "12",
            "Viranhaltijapäätökset 1.12.2023–8.1.2024",
            (
                Part("proposal", (Para("Kaupunginhallitus merkitsee päätökset tiedoksi eikä käytä otto-oikeuttaan."),)),
                Part("decision", (Para("Kaupunginhallitus merkitsi päätökset tiedoksi."),)),
                Part("appeal", (Para("Muutoksenhakukielto"),)),
            ),
            "noted",
            (72, "00.01.02", 2024),
            presenter=_MANAGER,
            appeal="Muutoksenhakukielto",
        ),
    ),
    ("3", "4", "9"),
)

_BOARD_SEATS = (
    Seat(Named("Oskari", "Sepite"), "Varsinaiset jäsenet", "puheenjohtaja"),
    Seat(Named("Tuula", "Mallikas"), "Varsinaiset jäsenet", "varapuheenjohtaja", "etänä (*)"),
    Seat(Named("Veikko", "Lehtevä"), "Varsinaiset jäsenet", "jäsen"),
    Seat(Named("Marjut", "Kuvitelma"), "Varsinaiset jäsenet", "jäsen", "etänä (*)"),
    Seat(Named("Olli", "Haavela"), "Varajäsenet", "varajäsen"),
    Seat(Named("Sirpa", "Haavela"), "Esittelijä", "tekninen johtaja"),
    Seat(Named("Hannu", "Keksilä"), "Asiantuntijat", "rakennuttajainsinööri"),
    Seat(Named("Kaisa", "Satola"), "Pöytäkirjanpitäjä", "hallintosihteeri"),
)

BOARD = Meeting(
    "Lahti",
    "Lahden",
    "Tekninen lautakunta",
    "TEKLA",
    4,
    date(2024, 4, 9),
    "16:30",
    "18:47",
    "Teams / sähköinen kokous",
    _BOARD_SEATS,
    (
        Item(
            "46",
            "Pöytäkirjan tarkastaminen",
            (Part("decision", (Para("Pöytäkirjan tarkastajiksi valittiin Veikko Lehtevä ja Olli Haavela."),)),),
            "elected",
        ),
        Item(
            "47",
            "Katujen kunnossapidon urakat",
            (
                Part(
                    "reasons",
                    (
                        Para(
                            "Urakoista pyydettiin tarjoukset neljältä alueelta. Tarjouksia tuli määräaikaan mennessä "
                            "yksitoista, ja kaikki täyttivät soveltuvuusvaatimukset. Vertailu tehtiin hinnan ja laadun "
                            "perusteella siten, että hinnan paino oli 70 prosenttia."
                        ),
                        Grid(
                            "Urakoiden vuosikustannukset",
                            ("Alue", "Urakoitsija", "Kustannus, €"),
                            (
                                ("Pohjoinen", "Kuoppa ja Kivi Oy", "214 600,00"),
                                ("Itäinen", "Sorapolku Oy", "187 250,50"),
                                ("Etelä", "Kuoppa ja Kivi Oy", "201 900,00"),
                                ("Läntinen", "Tietaival Ky", "166 480,00"),
                            ),
                        ),
                        Para("Urakat alkavat 1.9.2024 ja kestävät kolme vuotta. Niihin sisältyy kaksi optiovuotta."),
                    ),
                ),
                Part("proposal", (Para("Lautakunta hyväksyy urakoitsijoiden tarjoukset esityksen mukaisina."),)),
                Part("decision", (Para("Lautakunta hyväksyi ehdotuksen."),)),
                Part("actions", (Para("Ote: tarjoajat"),)),
                Part("appeal", (Para("Hankintaoikaisu"),)),
            ),
            "approved",
            (212, "02.08.00", 2024),
            "proposal",
            (_ENGINEER,),
            _TECHNICAL,
            appeal="Hankintaoikaisu",
        ),
        Item(
            "48",
            "Leikkikenttäohjelman hyväksyminen",
            (
                Part("attachments", (Para("Leikkikenttäohjelma 2024–2030"),)),
                Part(
                    "reasons", (Para("Ohjelma koskee 38 leikkikenttää. Asukkaiden mielipiteitä kerättiin kyselyllä."),)
                ),
                Part("proposal", (Para("Lautakunta hyväksyy ohjelman."),)),
                Part("decision", (Para("Esittelijä veti asian pois esityslistalta."),)),
                Part("appeal", (Para("Muutoksenhakukielto"),)),
            ),
            "withdrawn",
            (230, "10.03.01", 2024),
            "decision",
            (_PLANNER,),
            _TECHNICAL,
            appeal="Muutoksenhakukielto",
        ),
        Item(
            "49",
            "Oikaisuvaatimus liikennemerkin siirtämistä koskevasta päätöksestä",
            (
                Part(
                    "reasons",
                    (
                        Para(
                            "Katupäällikkö päätti 12.2.2024 siirtää Myllykadun pysäköintikieltoa koskevan merkin. "
                            "Taloyhtiö on tehnyt päätöksestä oikaisuvaatimuksen ja katsoo, että merkki haittaa jätehuoltoa."
                        ),
                        Para("Mittauksen mukaan jäteautolle jää tilaa 4,2 metriä, mikä on riittävästi."),
                    ),
                ),
                Part("proposal", (Para("Lautakunta hylkää oikaisuvaatimuksen."),)),
                Part("decision", (Para("Lautakunta hylkäsi oikaisuvaatimuksen."),)),
                Part("appeal", (Para("Hallintovalitus"),)),
            ),
            "rejected",
            (198, "10.03.01", 2024),
            "decision",
            (_ENGINEER,),
            _TECHNICAL,
            appeal="Hallintovalitus",
        ),
    ),
)
