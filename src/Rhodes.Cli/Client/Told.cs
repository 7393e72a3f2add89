using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rhodes.Files;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Client;

/// <summary>What went wrong between a command and a server, in a sentence that says what to do.</summary>
internal static class Told
{
    public static ClientException NoAnswer(SiteContext context, HttpRequestException no) => no.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => ClientException.BadInput($"There is no machine named '{context.Url.Host}' that can be found from here: check the address, or the network."),
        HttpRequestError.SecureConnectionError => ClientException.BadInput(Insecure(context, no)),
        _ when SocketOf(no) is { } socket => ClientException.Unavailable($"Nobody answers at {context.Shown} ({Word(socket.SocketErrorCode)}). {(context.Url.IsLoopback ? "'rhodes up SITE' starts a server on this machine." : "Is the server running, and does a firewall let you reach it?")}"),
        _ => ClientException.Unavailable($"{context.Shown} broke off before it had answered: {no.Message} It may be stopping or starting; try again{(context.Url.Scheme == Uri.UriSchemeHttp ? $", or begin its address with https:// if it speaks TLS" : "")}."),
    };

    /// <param name="body">Problem details, if it is a Rhodes server that answered.</param>
    public static ClientException Refusal(SiteContext context, HttpStatusCode status, byte[] body)
    {
        if (Details(body) is not { } details || details["code"]?.GetValue<string>() is not { } code)
            return new((int)status >= 500 ? ExitCodes.Unavailable : ExitCodes.BadInput, $"{context.Shown} answered {(int)status}, and not as a Rhodes server does: check the address, and what stands between.");
        var detail = Plain.Lines(details["detail"]?.GetValue<string>() ?? details["title"]?.GetValue<string>() ?? "It did not work.");
        return status switch
        {
            HttpStatusCode.Unauthorized => new(ExitCodes.BadInput, $"{detail} ({Key(context)} at {context.Shown}; 'rhodes login {context.Shown}' keeps another.)") { Code = code },
            HttpStatusCode.TooManyRequests => new(ExitCodes.Unavailable, $"{context.Shown} has more requests of your tenant than it takes in a second; try again in a few.") { Code = code },
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new(ExitCodes.Unavailable, $"{context.Shown}: {detail}") { Code = code },
            HttpStatusCode.Forbidden or HttpStatusCode.Conflict => new(ExitCodes.Negative, detail) { Code = code },
            HttpStatusCode.NotFound when code is "hardware_is_simulated" or "not_started" or "no_output" => new(ExitCodes.Negative, detail) { Code = code },
            _ => new(ExitCodes.BadInput, detail) { Code = code, Problems = Problems(details) },
        };
    }

    private static JsonObject? Details(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<Problem> Problems(JsonObject details) => details["problems"] is not JsonArray problems ? []
        : [.. problems.OfType<JsonObject>().Select(each => Reply.Read<DocumentProblem>(System.Text.Encoding.UTF8.GetBytes(each.ToJsonString()))).Select(each => new Problem
        {
            File = "", Line = each.Line ?? 0, Column = each.Column ?? 0, Found = Plain.Text(each.Found), Expected = Plain.Text(each.Expected),
            Nearest = each.Nearest is { } nearest ? Plain.Text(nearest) : null, Advice = each.Advice is { } advice ? Plain.Text(advice) : null,
        })];

    private static string Key(SiteContext context) => context.Name.Length > 0 ? $"The key is of context '{context.Name}'" : "The key is of RHODES_KEY";

    private static string Insecure(SiteContext context, Exception no)
    {
        for (var inner = no.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is AuthenticationException && inner.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase))
                return $"The certificate of {context.Shown} is not trusted here: {inner.Message.TrimEnd('.')}. If it is of your own authority, set SSL_CERT_FILE to the authority's certificate in a PEM file.";
        }

        return $"{context.Shown} does not speak TLS as is known here; if it is a server on this machine or has no certificate, its address starts with http://.";
    }

    private static SocketException? SocketOf(Exception? error) => error as SocketException ?? (error is null ? null : SocketOf(error.InnerException));

    private static string Word(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset => "connection reset",
        SocketError.TimedOut => "no answer in time",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "no way there",
        _ => $"{error}",
    };
}
