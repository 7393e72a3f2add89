using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Rhodes.Twin.Report;

/// <summary>
/// A piece of HTML. It is only made from a template whose holes are encoded, so that no name that somebody chose can become
/// markup by being forgotten.
/// </summary>
internal sealed class Html
{
    public static readonly Html Nothing = new("");

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string _text;

    private Html(string text) => _text = text;

    /// <param name="template">Its holes are text or numbers, which are encoded, or pieces of HTML and lists of them, which are not.</param>
    public static Html Of(FormattableString template) => new(string.Format(new EncodingFormat(), template.Format, template.GetArguments()));

    /// <summary>Pieces, one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces));

    /// <summary>Text of this program's own, as it is: a style sheet, a script.</summary>
    public static Html Trusted(string text) => new(text);

    public override string ToString() => _text;

    private sealed class EncodingFormat : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            null => "",
            Html html => html._text,
            IEnumerable<Html> pieces => string.Concat(pieces),
            IFormattable number => Encoder.Encode(number.ToString(format, CultureInfo.InvariantCulture)),
            _ => Encoder.Encode(arg.ToString() ?? ""),
        };
    }
}
