using System.Text;
using Rhodes.Files;

namespace Rhodes.Twin.Traces;

/// <summary>The lines of a file in UTF-8, compressed with gzip or not, one at a time in a buffer that never grows.</summary>
internal sealed class TraceLines(Stream stream, string file) : IDisposable
{
    /// <summary>No format here has lines near this; a longer one is a damaged file, and would fill the memory.</summary>
    private const int LongestLine = 65_536;

    private readonly char[] _buffer = new char[LongestLine];
    private StreamReader? _text;
    private int _start;
    private int _length;
    private int _next;
    private int _end;
    private bool _finished;

    /// <summary>The line without its end; good until the next one is asked for.</summary>
    public ReadOnlySpan<char> Current => _buffer.AsSpan(_start, _length);

    /// <summary>The number of the current line, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>True: the last line had no line end.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>What made reading stop before the end; null when it was the end.</summary>
    public TraceProblem? Problem { get; private set; }

    /// <summary>How much of the stream was read, from 0 to 1; 0 where its length is not known.</summary>
    public double Fraction { get; private set; }

    /// <returns>False at the end and after a problem.</returns>
    public bool TryNext()
    {
        int length;
        while ((length = _buffer.AsSpan(_next, _end - _next).IndexOf('\n')) < 0 && !_finished && Problem is null) Fill();
        if (Problem is not null || (length < 0 && _next == _end)) return false;
        IsCutOff = length < 0;
        if (IsCutOff) length = _end - _next;
        (_start, _length, _next) = (_next, length, _next + length + (IsCutOff ? 0 : 1));
        Line++;
        DropMarks();
        return true;
    }

    public void Dispose()
    {
        _text?.Dispose();
        stream.Dispose();
    }

    /// <summary>Drops what is not of the line itself: the byte order mark of the file and the \r of a Windows line end.</summary>
    private void DropMarks()
    {
        if (Line == 1 && Current is ['\uFEFF', ..]) (_start, _length) = (_start + 1, _length - 1);
        if (Current is [.., '\r']) _length--;
    }

    private void Fill()
    {
        _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
        (_next, _end) = (0, _end - _next);
        if (_end == LongestLine)
        {
            Problem = At($"a line of more than {LongestLine:#,0} characters", "lines of text");
            return;
        }
        try
        {
            _text ??= new(Gzip.UnpackIfPacked(stream), new UTF8Encoding(false, throwOnInvalidBytes: true), false, LongestLine);
            var read = _text.Read(_buffer.AsSpan(_end));
            _end += read;
            _finished = read == 0;
            if (stream.CanSeek && stream.Length > 0) Fraction = (double)stream.Position / stream.Length;
        }
        catch (DecoderFallbackException)
        {
            Problem = At("bytes that are not UTF-8", "text in UTF-8, compressed with gzip or not");
        }
        catch (InvalidDataException)
        {
            Problem = At("damaged or cut-off gzip data after this line", "a whole gzip file");
        }
        catch (IOException failure)
        {
            Problem = At($"a file that cannot be read further ({failure.Message.TrimEnd('.')})", "a file that can be read to its end");
        }
    }

    private TraceProblem At(string found, string expected) => new(file, Line, 0, found, expected);
}
