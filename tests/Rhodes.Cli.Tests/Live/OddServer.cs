using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rhodes.Cli.Tests.Live;

/// <summary>A server that answers each connection with bytes that a test gives, whatever is asked: what no Rhodes server does. The last answer is given again and again.</summary>
internal sealed class OddServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _asked = [];

    /// <param name="answers">Whole HTTP answers; an empty one breaks the connection off.</param>
    public OddServer(params string[] answers)
    {
        _listener.Start();
        _ = AnswerAsync(answers);
    }

    /// <summary>Requests so far, with their headers.</summary>
    public List<string> Asked
    {
        get { lock (_asked) return [.. _asked]; }
    }

    public Dictionary<string, string?> Environment => new()
    {
        ["RHODES_URL"] = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}", ["RHODES_KEY"] = "rhodes_0123456789_0123456789012345678901234567890123456789012",
    };

    public static string Json(string body, string status = "200 OK", string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    public void Dispose() => _listener.Dispose();

    private async Task AnswerAsync(string[] answers)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                using var connection = await _listener.AcceptTcpClientAsync();
                var stream = connection.GetStream();
                var asked = await ReadAsync(stream);
                lock (_asked) _asked.Add(asked);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answers[Math.Min(i, answers.Length - 1)]));
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        StringBuilder text = new();
        var buffer = new byte[4096];
        while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer);
            if (count == 0) break;
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return text.ToString();
    }
}
