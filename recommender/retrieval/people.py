"""Words for people beside the person, as parts of patterns in which a blank is escaped."""

from __future__ import annotations

PEOPLE = r"""(?:co-?workers?|colleagues?|friends?|mates?|sisters?|brothers?|mother|mum|mom|father|dad|parents|boss
        |chef|cook|instructors?|group\ leaders?|team\ leaders?|leaders?|coach|job\ coach|trainers?|supervisors?
        |foreman|forewoman|electricians?|drivers?|teachers?|neighbours?|wife|husband|partner|son|daughter
        |cousins?|uncle|aunt|manager|nurses?|carers?|carpenters?|mechanics?|gardener|caretaker|vet
        |support\ workers?|assistants?|staff|volunteers?|technicians?|head|office|cashier|waiters?
        |master(?!.?s?\ degree)|keepers?|tailors?|stylists?|guides?|lab|firm|farmers?|specialists?|key\ workers?|setter
        |chairwoman|chairman|uncle|grandfather|grandmother|supporters?|personal\ assistants?|PA
        |physio(?:therapist)?s?|psychologists?|social\ workers?|guardian|boyfriend|girlfriend|flatmates?|waitress(?:es)?
        |others|other\ ones|rest\ of\ the\ (?:team|group)|lad(?:y|ies)|lads?|contractors?|plumbers?|robots?
        |night\ shift|day\ shift)"""
# Those of whom notes speak without an article ("staff pays"); none that is a verb, too.
STAFF = r"""(?:(?:support|night|kitchen|day|office)\ )?(?:staff|carers?|nurses?|caretaker|chef|volunteers?|supervisors?
        |instructors?|manager|contractors?|key-?\ ?workers?|cleaners?|drivers?|gardener|mechanic|trainers?|receptionist
        |foreman|coach|technicians?|electricians?|plumber|teachers?|robots?)"""
