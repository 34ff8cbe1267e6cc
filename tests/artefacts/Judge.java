// Asks veraPDF whether each given file is PDF/UA-1; one line a file: name, verdict, number of checks, failed rules.
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

public class Judge {
  public static void main(String[] names) throws Exception {
    Logger.getLogger("").setLevel(Level.SEVERE);
    VeraGreenfieldFoundryProvider.initialise();
    for (String name : names) {
      System.out.println(name + "\t" + verdict(name));
    }
  }

  private static String verdict(String name) {
    try (InputStream file = new FileInputStream(name);
        PDFAParser parser = Foundries.defaultInstance().createParser(file, PDFAFlavour.PDFUA_1);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
      ValidationResult result = validator.validate(parser);
      String rules = result.getFailedChecks().keySet().stream().map(Judge::rule).sorted().collect(Collectors.joining(" "));
      return (result.isCompliant() ? "pass" : "fail") + "\t" + result.getTotalAssertions() + "\t" + rules;
    } catch (Exception problem) {
      // A file that cannot be read as a PDF at all is refused like one that breaks a rule.
      return "fail\t0\tunreadable:" + problem.getClass().getSimpleName();
    }
  }

  private static String rule(RuleId id) {
    return id.getClause() + "-" + id.getTestNumber();
  }
}
