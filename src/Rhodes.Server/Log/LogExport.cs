using System.Globalization;
using System.Text;

namespace Rhodes.Server.Log;

/// <summary>
/// The log as lines of JSON: one that says what it is, one for each entry with its link of the chain last, one with the end. A link is SHA-256 over the 32 bytes of the one before
/// (zeros for the first) and the line without its member <c>hash</c>.
/// </summary>
public static class LogExport
{
    internal const string Header = """{"kind":"rhodes_log.1"}""";

    /// <param name="see">Is told the number of each entry that was written.</param>
    /// <returns>The end of what was written, and the damage that it ends before; null when that is all.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static (LogPlace End, Damage? Damage) Write(IEventStore store, Stream to, Action<long> see)
    {
        to.Write(Encoding.UTF8.GetBytes(Header + "\n"));
        var end = LogPlace.Start;
        var damage = LogWalk.Through(store, record =>
        {
            var line = LogRecord.Line(record.Sequence, record.Body);
            to.Write(line.AsSpan(0, line.Length - 1));
            to.Write(Encoding.ASCII.GetBytes($",\"hash\":\"{record.Hash}\"}}\n"));
            end = record.Place;
            see(record.Sequence);
            return true;
        });
        to.Write(Encoding.ASCII.GetBytes(EndLine(end) + "\n"));
        return (end, damage);
    }

    internal static string EndLine(LogPlace end) => string.Create(CultureInfo.InvariantCulture, $$"""{"entries":{{end.Sequence}},"hash":"{{end.Hash}}"}""");
}
