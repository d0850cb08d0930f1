"""The reasons and priority groups of an office that names none of its own.

Reasons say why staff did something, never how a person is: a reason of priority must not reveal
health, disability or pregnancy, which are specific personal data (UU 27/2022 art. 4). The groups
are only read out as a question; nobody records which one a visitor belongs to (UU 25/2009
art. 29 names them).
"""

from server.queueing.office import Reason, Reasons, Words


def _reason(reason_id: str, indonesian: str, english: str) -> Reason:
    return Reason(reason_id, {"id": indonesian, "en": english})


REASONS = Reasons(
    issue=(
        _reason("helped", "Dibantu petugas", "Helped by staff"),
        _reason("machine", "Mesin antrean terganggu", "Kiosk out of order"),
        _reason("asked-back", "Diminta datang kembali", "Asked to come back"),
    ),
    reprint=(
        _reason("lost", "Tiket hilang", "Ticket lost"),
        _reason("unreadable", "Tiket tidak terbaca", "Ticket unreadable"),
        _reason("paper", "Kertas printer habis", "Printer out of paper"),
    ),
    void=(
        _reason("mistake", "Salah ambil nomor", "Taken by mistake"),
        _reason("twice", "Nomor ganda", "Taken twice"),
        _reason("test", "Nomor percobaan", "Test number"),
    ),
    priority=(
        _reason("entitled", "Berhak atas antrean prioritas", "Entitled to the priority queue"),
        _reason("mistake", "Salah pilih", "Chosen by mistake"),
        _reason("wish", "Atas permintaan pemohon", "At the visitor's wish"),
    ),
    pause=(
        _reason("break", "Istirahat", "Break"),
        _reason("paperwork", "Mengurus berkas", "Paperwork"),
        _reason("equipment", "Gangguan alat", "Equipment trouble"),
    ),
    suspend=(
        _reason("equipment", "Gangguan alat", "Equipment trouble"),
        _reason("network", "Gangguan jaringan", "Network trouble"),
        _reason("supplies", "Blangko habis", "Out of blank cards"),
        _reason("staff", "Petugas belum tersedia", "No staff at present"),
    ),
    contacts=(
        _reason("reach", "Menghubungi pemohon", "To reach the visitor"),
        _reason("papers", "Memeriksa berkas", "To check the papers"),
        _reason("wish", "Atas permintaan pemohon", "At the visitor's wish"),
    ),
)

CONSENT: Words = {
    "id": "Saya menyetujui pemrosesan data pribadi saya untuk layanan ini.",
    "en": "I agree to the processing of my personal data for this service.",
}

PRIORITY_GROUPS: tuple[Words, ...] = (
    {"id": "Lansia (60 tahun ke atas)", "en": "Elderly (60 and over)"},
    {"id": "Penyandang Disabilitas", "en": "Person with disability"},
    {"id": "Ibu Hamil", "en": "Pregnant"},
    {"id": "Ibu Menyusui", "en": "Breastfeeding"},
    {"id": "Membawa Bayi/Balita", "en": "With an infant or toddler"},
)
