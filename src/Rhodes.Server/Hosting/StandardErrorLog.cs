using Microsoft.Extensions.Logging;

namespace Rhodes.Server.Hosting;

/// <summary>Warnings and errors of the web server, a line of JSON each, on the error stream: systemd keeps them.</summary>
internal sealed class StandardErrorLog : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Lines(categoryName);

    public void Dispose()
    {
    }

    private sealed class Lines(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            Console.Error.WriteLine(System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string?>
            {
                ["at"] = DateTimeOffset.UtcNow.ToString("O"), ["level"] = logLevel.ToString().ToLowerInvariant(), ["of"] = category, ["what"] = formatter(state, exception),
                ["error"] = exception?.ToString(),
            }));
        }
    }
}
