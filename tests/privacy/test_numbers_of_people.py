"""Numbers of sixty countries and more in sentences of many languages, drawn with a fixed seed: found whole, and under a kind for numbers."""

from __future__ import annotations

import random

import pytest
from made_up import number

from hybriddesk.privacy import Scrubber

SCRUBBER = Scrubber()
KINDS = {"ID", "PASSPORT", "LICENCE", "PLATE", "MRN", "ACCOUNT"}
ROWS = (
    ("us.ssn", "[0-8][0-9]{2}-[0-9]{2}-[0-9]{4}", ("My social is {}.", "SSN: {}", "Please verify {} for the background check.", "Social Security Number {} on file", "social security #{}")),
    ("us.ssn", "[0-8][0-9]{8}", ("SSN {}", "his social security number is {}")),
    ("us.itin", "9[0-9]{2}-[78][0-9]-[0-9]{4}", ("ITIN {} for the return", "taxpayer id {}")),
    ("us.ein", "[0-9]{2}-[0-9]{7}", ("EIN {}", "our employer identification number is {}", "Federal tax ID: {}")),
    ("gb.nhs", "[0-9]{3} [0-9]{3} [0-9]{4}", ("NHS number: {}", "patient's NHS no. {}", "NHS {}")),
    ("gb.utr", "[0-9]{10}", ("UTR {}", "my Unique Taxpayer Reference is {}")),
    ("own.nino", "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]", ("NI number {}", "National Insurance: {}", "his NINO is {}", "use {} for payroll")),
    ("de.idnr", "[1-9][0-9]{10}", ("Meine Steuer-ID ist {}.", "Steueridentifikationsnummer: {}", "Steuerliche Identifikationsnummer {}", "IdNr. {}", "my German tax ID {}")),
    ("de.stnr", "[0-9]{2}/[0-9]{3}/[0-9]{5}", ("Steuernummer {}", "St.-Nr. {}")),
    ("own.german_pension", "[0-9]{2}[0-3][0-9][01][0-9][0-9]{2}[A-Z][0-9]{3}", ("Sozialversicherungsnummer {}", "Rentenversicherungsnummer: {}", "SV-Nummer {}")),
    ("own.german_card", "L[0-9CFGHJKLMNPRTVWXYZ]{8}", ("Personalausweisnummer {}", "Ausweis Nr. {}")),
    ("own.german_health", "[A-Z][0-9]{9}", ("Krankenversichertennummer {}", "Versichertennummer: {}")),
    ("fr.nir", "[12][0-9]{2}(0[1-9]|1[0-2])[0-9]{10}", ("Numéro de sécurité sociale : {}", "Mon NIR est {}", "sécu {}")),
    ("fr.nir", "[12] [0-9]{2} (0[1-9]|1[0-2]) [0-9]{2} [0-9]{3} [0-9]{3} [0-9]{2}", ("mon numéro de sécu est {}", "N° SS {}")),
    ("fr.nif", "[0-3][0-9]{12}", ("numéro fiscal {}", "Mon numéro fiscal est le {}")),
    ("es.dni", "[0-9]{8}[A-Z]", ("Mi DNI es {}.", "con DNI {}", "NIF: {}", "titular del documento {}")),
    ("es.nie", "[XYZ][0-9]{7}[A-Z]", ("NIE {}", "mi NIE es el {}")),
    ("own.nass", "[0-9]{2}/[0-9]{8}/[0-9]{2}", ("NASS: {}", "número de la Seguridad Social {}")),
    ("it.codicefiscale", "[A-Z]{6}[0-9]{2}[A-EHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]", ("codice fiscale {}", "Il mio CF è {}", "C.F. {}")),
    ("it.iva", "[0-9]{11}", ("Partita IVA {}", "P.IVA {}", "P. IVA: {}")),
    ("pt.nif", "[1-3][0-9]{8}", ("NIF {}", "o meu número de contribuinte é {}", "Contribuinte n.º {}")),
    ("pt.cc", "[0-9]{8} [0-9] [A-Z]{2}[0-9]", ("Cartão de Cidadão {}", "CC: {}")),
    ("nl.bsn", "[0-9]{9}", ("BSN {}", "Mijn burgerservicenummer is {}", "bsn-nummer: {}")),
    ("be.nn", "[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}-[0-9]{3}\\.[0-9]{2}", ("rijksregisternummer {}", "numéro de registre national {}")),
    ("at.vnr", "[1-9][0-9]{9}", ("SVNR {}", "Sozialversicherungsnummer {}", "SV-Nr: {}")),
    ("ch.ssn", "756\\.[0-9]{4}\\.[0-9]{4}\\.[0-9]{2}", ("AHV-Nummer {}", "numéro AVS {}", "{}")),
    ("pl.pesel", "[0-9]{11}", ("PESEL: {}", "mój PESEL to {}", "my Polish ID number is {}")),
    ("pl.nip", "[0-9]{3}-[0-9]{3}-[0-9]{2}-[0-9]{2}", ("NIP {}",)),
    ("se.personnummer", "[0-9]{6}-[0-9]{4}", ("personnummer {}", "{} is her Swedish id")),
    ("se.personnummer", "19[0-9]{10}", ("Mitt personnummer är {}", "personnr {}")),
    ("no.fodselsnummer", "[0-9]{11}", ("fødselsnummer {}", "Fødselsnummeret mitt er {}", "Norwegian national id {}")),
    ("dk.cpr", "[0-3][0-9][01][0-9]{3}-[0-9]{4}", ("CPR {}", "CPR-nummer: {}")),
    ("fi.hetu", "[0-3][0-9][01][0-9]{3}[-A][0-9]{3}[0-9A-FHJ-NPR-Y]", ("henkilötunnus {}", "hetu {}", "{}")),
    ("is_.kennitala", "[0-9]{6}-[0-9]{4}", ("kennitala {}",)),
    ("ee.ik", "[3-6][0-9]{10}", ("isikukood {}", "Estonian personal code {}")),
    ("lt.asmens", "[3-6][0-9]{10}", ("asmens kodas {}",)),
    ("lv.pvn", "[0-3][0-9][01][0-9]{3}-[0-9]{5}", ("personas kods {}",)),
    ("cz.rc", "[0-9]{6}/[0-9]{4}", ("rodné číslo {}", "{}")),
    ("ro.cnp", "[1-6][0-9]{12}", ("CNP {}", "codul numeric personal {}")),
    ("bg.egn", "[0-9]{10}", ("EGN {}", "ЕГН: {}")),
    ("hr.oib", "[0-9]{11}", ("OIB {}", "OIB: {}")),
    ("si.emso", "[0-3][0-9][01][0-9]{10}", ("EMŠO {}",)),
    ("gr.amka", "[0-3][0-9][01][0-9]{8}", ("AMKA {}", "ΑΜΚΑ {}")),
    ("ie.pps", "[0-9]{7}[A-W]", ("PPS number {}", "PPSN: {}")),
    ("br.cpf", "[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}", ("CPF {}", "{}")),
    ("br.cpf", "[0-9]{11}", ("CPF: {}", "meu cpf é {}")),
    ("ar.cuit", "(20|27)-[0-9]{8}-[0-9]", ("CUIT {}", "CUIL: {}")),
    ("ar.dni", "[0-9]{2}\\.[0-9]{3}\\.[0-9]{3}", ("DNI {}",)),
    ("cl.rut", "[0-9]{2}\\.[0-9]{3}\\.[0-9]{3}-[0-9K]", ("RUT {}", "{}")),
    ("cl.rut", "[0-9]{8}-[0-9K]", ("mi RUT es {}",)),
    ("co.nit", "[0-9]{9}-[0-9]", ("NIT {}",)),
    ("mx.curp", "[A-Z]{4}[0-9]{6}[HM](AS|DF|JC|NL)[BCDFGHJ]{3}[0-9][0-9]", ("CURP {}", "{}")),
    ("mx.rfc", "[A-Z]{4}[0-9]{6}[A-Z0-9]{3}", ("RFC {}",)),
    ("in_.aadhaar", "[2-9][0-9]{3} [0-9]{4} [0-9]{4}", ("Aadhaar {}", "my aadhaar number is {}", "UID {}")),
    ("in_.aadhaar", "[2-9][0-9]{11}", ("Aadhar no: {}",)),
    ("in_.pan", "[A-Z]{3}P[A-Z][0-9]{4}[A-Z]", ("PAN {}", "PAN card number {}")),
    ("in_.epic", "[A-Z]{3}[0-9]{7}", ("voter id {}", "EPIC No. {}")),
    ("own.chinese", "[1-6][0-9]{5}(19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9X]", ("身份证号 {}", "ID card {}", "{}")),
    ("jp.in_", "[0-9]{12}", ("My Number {}", "マイナンバー: {}")),
    ("kr.rrn", "[0-9]{6}-[1-4][0-9]{6}", ("주민등록번호 {}", "RRN {}")),
    ("own.nric", "[ST][0-9]{7}[A-Z]", ("NRIC {}", "{}")),
    ("my.nric", "[0-9]{6}-[0-9]{2}-[0-9]{4}", ("IC number {}", "MyKad {}")),
    ("th.pin", "[0-9]-[0-9]{4}-[0-9]{5}-[0-9]{2}-[0-9]", ("Thai ID {}",)),
    ("id.nik", "[1-9][0-9]{15}", ("NIK {}", "KTP: {}")),
    ("pk.cnic", "[1-7][0-9]{4}-[0-9]{7}-[0-9]", ("CNIC {}",)),
    ("own.taiwan", "[A-Z][12][0-9]{8}", ("身分證 {}", "Taiwan ID {}")),
    ("own.hong_kong", "[A-Z][0-9]{6}\\([0-9A]\\)", ("HKID {}",)),
    ("tr.tckimlik", "[1-9][0-9]{10}", ("TC Kimlik No {}", "T.C. kimlik numarası: {}", "TCKN {}")),
    ("il.idnr", "[0-9]{9}", ("teudat zehut {}", "Israeli ID {}", "תעודת זהות {}")),
    ("za.idnr", "[0-9]{2}[01][0-9][0-3][0-9]{8}", ("SA ID number {}", "South African ID: {}", "{}")),
    ("au.tfn", "[0-9]{3} [0-9]{3} [0-9]{3}", ("TFN {}", "Tax File Number: {}")),
    ("au.abn", "[0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3}", ("ABN {}",)),
    ("own.medicare_au", "[2-6][0-9]{3} [0-9]{5} [0-9]", ("Medicare {}", "Medicare card number {}")),
    ("ca.sin", "[1-7][0-9]{2} [0-9]{3} [0-9]{3}", ("SIN {}", "Social Insurance Number: {}", "NAS {}")),
    ("nz.ird", "[0-9]{2}-[0-9]{3}-[0-9]{3}", ("IRD number {}",)),
    ("ua.rntrc", "[0-9]{10}", ("РНОКПП {}", "ІПН {}")),
    ("ru.inn", "[0-9]{12}", ("ИНН {}", "INN {}")),
    ("own.snils", "[0-9]{3}-[0-9]{3}-[0-9]{3} [0-9]{2}", ("СНИЛС {}", "{}")),
    ("own.medicare_us", "1[A-H][A-H][0-9]-[A-H][A-H][0-9]-[A-H]{2}[0-9]{2}", ("MBI {}", "Medicare ID {}")),
    ("own.npi", "1[0-9]{9}", ("NPI {}", "NPI number: {}")),
    ("own.dea", "[A-Z][A-Z][0-9]{7}", ("DEA {}", "DEA number {}")),
    ("sg.uen", "[0-9]{9}[A-Z]", ("UEN {}",)),
    ("do.cedula", "[0-9]{3}-[0-9]{7}-[0-9]", ("cédula {}",)),
    ("ec.ci", "[01][0-9]{9}", ("cédula {}", "C.I. {}")),
    ("pe.cui", "[0-9]{8}", ("DNI {}",)),
    ("own.uruguayan", "[0-9]\\.[0-9]{3}\\.[0-9]{3}-[0-9]", ("CI {}", "cédula {}")),
    ("ve.rif", "[VJ]-[0-9]{8}-[0-9]", ("RIF {}",)),
    ("own.hungarian_health", "[0-9]{3} [0-9]{3} [0-9]{3}", ("TAJ szám {}",)),
    ("own.polish_card", "[A-Z]{3}[0-9]{6}", ("dowód osobisty {}",)),
    ("eu.vat", "(DE[0-9]{9}|ATU[0-9]{8}|FR[0-9]{11}|NL[0-9]{9}B[0-9]{2})", ("VAT ID {}", "USt-IdNr. {}", "{}")),
    ("", "[A-Z][0-9]{8}", ("Passport number {}", "mi pasaporte es {}", "Reisepassnummer: {}", "passeport n° {}", "il mio passaporto è {}", "passaporte {}", "paspoortnummer {}")),
    ("", "[A-Z][0-9]{7}", ("driver's license {}", "driving licence no. {}", "DL# {}", "Führerschein {}", "permis de conduire {}", "carnet de conducir {}", "patente {}", "carta de condução {}", "rijbewijsnummer {}", "drivers license number: {}")),
    ("", "[A-Z]{2}[0-9]{2} [A-Z]{3}", ("license plate {}", "number plate is {}", "reg {}", "registration {}")),
    ("", "[A-Z]{1,3}-[A-Z]{2} [0-9]{3,4}", ("Kennzeichen {}", "amtliches Kennzeichen: {}")),
    ("", "[0-9]{8}", ("MRN {}", "medical record number: {}", "Patient ID {}", "NHC: {}", "Patientennummer {}", "numéro de dossier {}", "customer number {}", "account no. {}", "Kundennummer {}", "número de cliente {}", "policy number {}", "health plan ID {}", "member ID: {}", "employee ID {}", "student number {}", "Konto {}", "Vertragsnummer {}", "numéro client {}", "n° de contrat {}", "codice cliente {}", "número de conta {}", "klantnummer {}")),
    ("", "[0-9]{2}-[0-9]{2}-[0-9]{2}", ("sort code {}",)),
    ("us.rtn", "[0-9]{9}", ("routing number {}", "ABA {}")),
)  # fmt: skip


@pytest.mark.parametrize(("check", "shape", "sentence"), [(check, shape, one) for check, shape, sentences in ROWS for one in sentences])
def test_a_number_in_its_sentence_is_hidden_whole(check: str, shape: str, sentence: str) -> None:
    """The same number stands at the end of a line and before a full stop as well."""
    value = number(check, shape, random.Random(f"{check}{shape}{sentence}"))
    for text in (sentence.format(value), f"Hello,\n{sentence.format(value)}.\nThank you."):
        found = {text[span.start : span.end] for span in SCRUBBER.detect(text) if span.kind in KINDS}
        assert value in found


def test_numbers_of_at_least_thirty_countries_are_tried() -> None:
    assert len({check.split(".")[0] for check, _, _ in ROWS if check and not check.startswith("own.")}) >= 30
