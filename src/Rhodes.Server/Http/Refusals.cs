using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Rhodes.Files;

namespace Rhodes.Server.Http;

/// <summary>Answers that say no: problem details (RFC 9457), with a sentence for people and a word, <c>code</c>, for programs.</summary>
internal static class Refusals
{
    public static IResult NotKnown() => Of(401, "who_are_you", "A key is needed: send 'Authorization: Bearer rhodes_…'. 'rhodes login' keeps one for the command line.");

    public static IResult NoSuchKey() => Of(401, "key_unknown", "The key that was sent opens nothing: it is not of this site, was revoked, or has ended.");

    public static IResult MayNot(string role, string what) => Of(403, "may_not", $"Your role, {role}, does not let you {what}.");

    /// <summary>The same for what is not there and for what is not the caller's to know.</summary>
    public static IResult NoTenant(string name) => Of(404, "tenant_unknown", $"There is no tenant '{Cut(name)}' that you may see.");

    public static IResult NotFound(string code, string sentence) => Of(404, code, sentence);

    public static IResult Bad(string code, string sentence) => Of(400, code, sentence);

    /// <summary>The core said no: the request is sound, and cannot be done now.</summary>
    public static IResult Refused(string why) => Of(409, "refused", Sentence(why));

    public static IResult TooMany(string sentence) => Of(429, "too_many_requests", sentence);

    public static IResult KeyOfAnother() => Of(422, "idempotency_key_reused", "The idempotency key was sent before with another request. Use a new key for each request, and the same one to send it again.");

    /// <summary>Every mistake of a document.</summary>
    public static IResult Mistakes(IReadOnlyList<Problem> problems)
    {
        ProblemDetails details = new()
        {
            Type = "about:blank", Title = "The document has mistakes", Status = 400, Detail = string.Join("\n", problems.Select(problem => problem.ToString())),
        };
        details.Extensions["code"] = "document";
        details.Extensions["problems"] = problems.Select(problem => new DocumentProblem(
            problem.Line == 0 ? null : problem.Line, problem.Column == 0 ? null : problem.Column, problem.Found, problem.Expected, problem.Nearest, problem.Advice)).ToList();
        return Results.Problem(details);
    }

    public static IResult Of(int status, string code, string sentence) =>
        Results.Problem(sentence, null, status, TitleOf(status), "about:blank", new Dictionary<string, object?> { ["code"] = code });

    public static string TitleOf(int status) => status switch
    {
        400 => "The request is not sound",
        401 => "Not known",
        403 => "Not allowed",
        404 => "Not found",
        405 => "No such method here",
        408 => "Too slow",
        409 => "It cannot be done",
        413 => "Too large",
        415 => "Not a kind of document that is read here",
        422 => "Not the same request",
        429 => "Too many requests",
        503 => "Not now",
        _ => "It did not work",
    };

    public static string Cut(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private static string Sentence(string why) => why.Length == 0 ? "It cannot be done." : $"{char.ToUpperInvariant(why[0])}{why[1..]}{(why[^1] is '.' or '?' ? "" : ".")}";
}

/// <summary>A mistake in a document, and its place.</summary>
public sealed record DocumentProblem(int? Line, int? Column, string Found, string Expected, string? Nearest, string? Advice);
