import pytest

from corpora.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hello, my kettle has stopped working and I don't know why.", "en"),
        ("Guten Tag, mein Wasserkocher schaltet sich nicht mehr ab, was kann ich tun?", "de"),
        ("Bonjour, ma commande n'est toujours pas arrivée, pouvez-vous vérifier ?", "fr"),
        ("Hola, no me llega el paquete y necesito cambiar la dirección de entrega.", "es"),
        ("Goedemiddag, waar blijft mijn bestelling? Ik wacht nu al twee weken.", "nl"),
        ("Buongiorno, il bollitore perde acqua dal coperchio, come posso restituirlo?", "it"),
        ("", "und"),
        ("4412 / 88", "und"),
        ("ok", "und"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("At the airport for hours, no news on flight 257 to Delhi", "en"),
        ("Is it in stock in Leeds?", "en"),
        ("Ist die Lampe in Leeds am Lager? Ich finde sie nicht.", "de"),
        ("Me interesa mucho esta lámpara, pero no sé si es para uso exterior.", "es"),
        ("La lampada è da esterno? Non lo trovo sulla pagina del prodotto.", "it"),
        ("De lamp is in de winkel niet op voorraad, wanneer komt hij weer?", "nl"),
        ("A lâmpada é para exterior? Não encontro isso na página.", "pt"),
    ],
)
def test_short_function_words_prove_english_only_among_their_own(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Internet service no work wey pay money", "en"),
        ("Unauthorized charge, equipment returned", "en"),
        ("كويس بس الطلب لسه ما وصلش وانا مستني من اسبوع", "ar"),
        ("我哋嘅訂單點解仲未到呀,可唔可以幫我查下", "zh"),
    ],
)
def test_only_languages_in_which_companies_answer_are_told(text: str, language: str) -> None:
    assert detect_language(text) == language
