using System.Buffers.Text;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Rhodes.Server.Bench;

/// <summary>
/// HTTP/1.1 over one connection that stays open, one request after the other, as little as a measurement needs: what the client does is taken from the server, as both work on one machine.
/// One thread.
/// </summary>
internal sealed class PlainConnection : IDisposable
{
    private readonly TcpClient _tcp;
    private readonly NetworkStream _stream;
    private readonly string _host;
    private readonly string _key;
    private byte[] _buffer = new byte[16 * 1024];
    private int _held, _start;

    /// <exception cref="SocketException">Nobody answers there.</exception>
    public PlainConnection(Uri server, string key)
    {
        (_host, _key) = (server.Authority, key);
        _tcp = new(server.Host, server.Port) { NoDelay = true };
        _stream = _tcp.GetStream();
    }

    /// <summary>A request, to be sent any number of times.</summary>
    public byte[] Post(string path, string json) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"POST {path} HTTP/1.1\r\nHost: {_host}\r\nAuthorization: Bearer {_key}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}"));

    /// <returns>The status, and the body until the next request.</returns>
    /// <exception cref="IOException">The connection broke, or what came is no HTTP that is read here.</exception>
    public (int Status, ReadOnlyMemory<byte> Body) Send(ReadOnlySpan<byte> request)
    {
        _stream.Write(request);
        (_held, _start) = (0, 0);
        var head = Encoding.ASCII.GetString(Line());
        if (!head.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || !int.TryParse(head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)) throw new IOException($"found '{head}'; expected HTTP/1.1");
        var length = 0;
        var isChunked = false;
        for (var header = Line(); header.Length > 0; header = Line())
        {
            if (Is(header, "Content-Length: "u8) && !Utf8Parser.TryParse(header["Content-Length: ".Length..], out length, out _)) throw new IOException("found a length that is no number");
            if (Is(header, "Transfer-Encoding: chunked"u8)) isChunked = true;
        }

        return (status, isChunked ? Chunks() : Take(length));
    }

    public void Dispose() => _tcp.Dispose();

    private static bool Is(ReadOnlySpan<byte> header, ReadOnlySpan<byte> start) => header.Length >= start.Length && Ascii.EqualsIgnoreCase(header[..start.Length], start);

    private ReadOnlyMemory<byte> Chunks()
    {
        List<byte> body = [];
        while (true)
        {
            if (!Utf8Parser.TryParse(Line(), out int size, out _, 'x')) throw new IOException("found a chunk without a size");
            body.AddRange(Take(size).Span);
            Line();
            if (size == 0) return body.ToArray();
        }
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        while (_held - _start < length) Fill();
        _start += length;
        return _buffer.AsMemory(_start - length, length);
    }

    private ReadOnlySpan<byte> Line()
    {
        int end;
        while ((end = _buffer.AsSpan(_start, _held - _start).IndexOf("\r\n"u8)) < 0) Fill();
        var line = _buffer.AsSpan(_start, end);
        _start += end + 2;
        return line;
    }

    private void Fill()
    {
        if (_held == _buffer.Length) Array.Resize(ref _buffer, 2 * _held);
        var read = _stream.Read(_buffer, _held, _buffer.Length - _held);
        if (read == 0) throw new IOException("the server closed the connection");
        _held += read;
    }
}
