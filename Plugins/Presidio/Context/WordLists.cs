namespace Gateway.Plugins.Presidio.Context;

/// <summary>The words, lower case. A word may speak of several things.</summary>
internal static class WordLists
{
    /// <summary>The languages with words of their own.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["de", "en", "es", "fr", "it", "pt"];

    /// <summary>English, and the names that documents have in their own countries.</summary>
    public static (Topic Topic, string Words)[] Everywhere { get; } =
    [
        (Topic.Phone, "phone phones telephone tel telefon cell cellphone cellular mobile fax whatsapp msisdn sms hotline landline telno phoneno phonenumber mobilenumber handset gsm"),
        (Topic.Call, "call calls called calling dial dialed answering ring texted voicemail helpline extension"),
        (Topic.Contact, "contact contacts reach reached answer text number"),
        (Topic.Card, "card cards credit debit cc visa mastercard amex discover maestro diners jcb pan creditcard cardnumber ccn payment unionpay"),
        (Topic.Bank, "bank account acct routing aba iban savings checking wire ach bankaccount accountnumber rtn"),
        (Topic.Passport, "passport passports passportnumber travel reisepass pasaporte passeport passaporto passaporte 여권 passnummer"),
        (Topic.SocialSecurity, "ssn ssns social security socialsecurity ssid"),
        (Topic.Taxpayer, "itin taxpayer tax individual"),
        (Topic.Tax, "tax taxes tin vat fiscal tfn abn pan gst gstin taxid nit cif nif utr revenue taxation"),
        (Topic.Driver, "driver drivers driving license licence permit dl lic"),
        (Topic.Medical, "medical medicare dea npi nhs prescriber physician doctor patient health mbi provider beneficiary hospital certificate practitioner"),
        (Topic.Crypto, "wallet bitcoin btc crypto ethereum eth address"),
        (Topic.Vehicle, "vehicle car registration plate plates licenseplate reg vrm motor plaka plakası"),
        (Topic.Identity, "identity national citizen nric fin aadhaar aadhar uidai uid pesel hetu personnummer pnr rrn frn resident residence idcard dni nie nin nino insurance sin dob citizenship kimlik tckn tc 주민 주민등록번호 외국인 เลขบัตรประชาชน บัตรประชาชน thai id identification identifier"),
        (Topic.Postal, "postcode postal zip zipcode address postnummer"),
        (Topic.Company, "company business corporation organisation organization organisationsnummer uen acn abn brn registered employer register registry"),
        (Topic.Network, "ip ipv4 ipv6 host address addr network subnet gateway server dns client remote peer mac ethernet hardware interface netmask private localhost broadcast ping route"),
        (Topic.Voter, "voter epic election elector"),
        (Topic.Insurance, "insurance insured insurer policy"),
        (Topic.Date, "date today tomorrow yesterday since until due birth born dob birthday birthdate expires expiry"),
        (Topic.Version, "version versions ver v release released build assembly assemblyversion fileversion oid sdk runtime framework upgrade driver firmware tag section chapter"),
        (Topic.Serial, "build id ids order ticket invoice issue pid process port serial sku ean gtin upc barcode isbn issn doi line lines row offset size bytes count timestamp time epoch commit revision version ver hash checksum seed index request trace span session error code pr bug case amount price total"),
    ];

    public static (Topic Topic, string Words)[] Of(string language) => language switch
    {
        "de" =>
        [
            (Topic.Phone, "telefon telefonnummer handy handynummer mobil mobilnummer rufnummer festnetz durchwahl telefax"),
            (Topic.Call, "anrufen anruf rückruf"),
            (Topic.Contact, "erreichen erreichbar kontakt nummer"),
            (Topic.Card, "karte kreditkarte kartennummer"),
            (Topic.Bank, "konto kontonummer bankleitzahl blz bankverbindung"),
            (Topic.Passport, "pass reisepass passnummer ausweis"),
            (Topic.Tax, "steuer steuernummer steuerid steueridentifikationsnummer idnr finanzamt ust ustid ustidnr umsatzsteuer mwst stnr"),
            (Topic.Identity, "personalausweis ausweis ausweisnummer kennnummer"),
            (Topic.Driver, "führerschein führerscheinnummer fahrerlaubnis"),
            (Topic.Medical, "krankenkasse krankenversicherung krankenversichertennummer versichertennummer kvnr arzt arztnummer lanr bsnr betriebsstättennummer betriebsstätte"),
            (Topic.Insurance, "sozialversicherung sozialversicherungsnummer rentenversicherung rentenversicherungsnummer svnr rvnr versicherungsnummer"),
            (Topic.Vehicle, "kennzeichen kfz fahrzeug nummernschild"),
            (Topic.Postal, "plz postleitzahl ort anschrift"),
            (Topic.Company, "handelsregister handelsregisternummer hrb hra amtsgericht firma"),
            (Topic.Date, "datum geburtsdatum geboren"),
        ],
        "es" =>
        [
            (Topic.Phone, "teléfono telefono móvil movil celular fijo tfno"),
            (Topic.Call, "llamar llame llámame"),
            (Topic.Contact, "contacto número numero"),
            (Topic.Card, "tarjeta crédito credito débito debito"),
            (Topic.Bank, "cuenta banco bancaria"),
            (Topic.Passport, "pasaporte"),
            (Topic.Tax, "fiscal impuesto tributario"),
            (Topic.Identity, "dni nie identidad identificación extranjero documento"),
            (Topic.Driver, "conducir permiso licencia"),
            (Topic.Vehicle, "matrícula matricula vehículo coche"),
            (Topic.Date, "fecha nacimiento"),
        ],
        "fr" =>
        [
            (Topic.Phone, "téléphone telephone portable fixe télécopie gsm"),
            (Topic.Call, "appeler appelez appel"),
            (Topic.Contact, "joindre joignable contacter numéro numero"),
            (Topic.Card, "carte crédit bancaire"),
            (Topic.Bank, "compte banque bancaire rib"),
            (Topic.Passport, "passeport"),
            (Topic.Tax, "impôt fiscal siret siren tva"),
            (Topic.Identity, "identité carte nationale"),
            (Topic.Driver, "permis conduire"),
            (Topic.Vehicle, "immatriculation véhicule plaque"),
            (Topic.Date, "date naissance"),
        ],
        "it" =>
        [
            (Topic.Phone, "telefono cellulare fisso recapito"),
            (Topic.Call, "chiamare chiama chiamami"),
            (Topic.Contact, "contattare numero"),
            (Topic.Card, "carta credito"),
            (Topic.Bank, "conto banca corrente"),
            (Topic.Passport, "passaporto"),
            (Topic.Tax, "fiscale codice iva partita piva"),
            (Topic.Identity, "identità identita carta codice"),
            (Topic.Driver, "patente guida"),
            (Topic.Vehicle, "targa veicolo"),
            (Topic.Date, "data nascita"),
        ],
        "pt" =>
        [
            (Topic.Phone, "telefone telemóvel telemovel celular fixo"),
            (Topic.Call, "ligar ligue"),
            (Topic.Contact, "contato contacto número numero"),
            (Topic.Card, "cartão cartao crédito credito"),
            (Topic.Bank, "conta banco bancária"),
            (Topic.Passport, "passaporte"),
            (Topic.Tax, "fiscal contribuinte cpf cnpj"),
            (Topic.Identity, "identidade cidadão rg"),
            (Topic.Driver, "carta condução cnh habilitação"),
            (Topic.Vehicle, "matrícula placa veículo"),
            (Topic.Date, "data nascimento"),
        ],
        _ => [],
    };
}
